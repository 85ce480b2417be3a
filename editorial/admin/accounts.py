"""Accounts and groups, in the admin's own style."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from editorial.admin.columns import by_flag

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]  # as unfold documents it
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "is_staff", "is_superuser", "is_active", "last_login")
    list_filter = (by_flag("is_staff"), by_flag("is_superuser"), by_flag("is_active"), "groups")
    show_full_result_count = False
    compressed_fields = True


@admin.register(Group)
class RoleGroupAdmin(GroupAdmin, ModelAdmin):  # type: ignore[misc]  # both extend Django's ModelAdmin
    show_full_result_count = False
