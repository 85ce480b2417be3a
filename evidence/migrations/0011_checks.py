import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import core.database_functions
import core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("conflicts", "0006_units_of_items"),
        ("entities", "0007_circles"),
        ("evidence", "0010_resolution_guards"),
        ("exports", "0012_units_of_items"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="recorded here",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="changed"
                    ),
                ),
                (
                    "handle",
                    models.SlugField(
                        blank=True,
                        help_text="A readable name for commands and fixtures, such as mea-ca-2020-notice992. May stay empty.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="handle",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name="version"),
                ),
                ("public_id", core.fields.PublicIdField(prefix="ck")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("denied", "Does anybody who must know say that it was not so?"),
                            ("other_recipient", "Do the delivery documents name this recipient and this time?"),
                            ("not_delivered", "Did it arrive?"),
                            ("not_in_inventory", "Does the recipient have it on its books?"),
                            ("made_elsewhere", "Was it made there, or delivered whole?"),
                            ("other_goods", "Does the text of the permit name these goods and this consignee?"),
                            ("not_used", "Did anything move under the permit?"),
                            ("other_part", "Do the build records of the platform list this part?"),
                            ("other_serial", "Are the marks on the part found the maker's own?"),
                            ("fitted_later", "Was it in the platform when that was passed on?"),
                            ("other_type", "Was the type told from the thing itself?"),
                            ("older_image", "Were the pictures taken then and there?"),
                            ("other_user", "Whose marks does it carry, and who operated it?"),
                            ("not_there", "Did an inquiry look into whether it was used there?"),
                            ("other_unit", "Is it one and the same thing throughout?"),
                            ("other_route", "By which way did it come?"),
                            ("other_party", "Which party within that name held it?"),
                            ("other_variant", "Which variant was it?"),
                        ],
                        help_text="What was asked or looked for.",
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked, not settled"),
                            ("survived", "looked into, stands"),
                            ("found", "something speaks against it"),
                        ],
                        help_text="What came of it. All but “asked” need a source.",
                        max_length=10,
                    ),
                ),
                (
                    "when",
                    core.fields.PartialDateField(blank=True, help_text="When it was asked or looked into.", null=True),
                ),
                ("result", models.CharField(blank=True, help_text="What came back, in one sentence.", max_length=300)),
                (
                    "when_earliest",
                    core.fields.BoundField(
                        db_persist=True,
                        expression=core.database_functions.EdtfEarliest("when"),
                        output_field=models.DateField(),
                        serialize=False,
                    ),
                ),
                (
                    "when_latest",
                    core.fields.BoundField(
                        db_persist=True,
                        expression=core.database_functions.EdtfLatest("when"),
                        output_field=models.DateField(),
                        serialize=False,
                    ),
                ),
                (
                    "asked_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who was asked, where somebody was.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_asked_of",
                        to="entities.entity",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who asked or looked: a review, a laboratory, a newspaper. Empty: not stated.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_made",
                        to="entities.entity",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="conflicts.incident",
                    ),
                ),
                (
                    "incorporation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="exports.incorporation",
                    ),
                ),
                (
                    "item_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="exports.itemunit",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="exports.licence",
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="exports.shipment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where what came back is reported.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="evidence.source",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="CheckHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="recorded here",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="changed"
                    ),
                ),
                (
                    "handle",
                    models.SlugField(
                        blank=True,
                        db_index=False,
                        help_text="A readable name for commands and fixtures, such as mea-ca-2020-notice992. May stay empty.",
                        max_length=120,
                        null=True,
                        verbose_name="handle",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name="version"),
                ),
                ("public_id", core.fields.PublicIdField(prefix="ck", unique=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("denied", "Does anybody who must know say that it was not so?"),
                            ("other_recipient", "Do the delivery documents name this recipient and this time?"),
                            ("not_delivered", "Did it arrive?"),
                            ("not_in_inventory", "Does the recipient have it on its books?"),
                            ("made_elsewhere", "Was it made there, or delivered whole?"),
                            ("other_goods", "Does the text of the permit name these goods and this consignee?"),
                            ("not_used", "Did anything move under the permit?"),
                            ("other_part", "Do the build records of the platform list this part?"),
                            ("other_serial", "Are the marks on the part found the maker's own?"),
                            ("fitted_later", "Was it in the platform when that was passed on?"),
                            ("other_type", "Was the type told from the thing itself?"),
                            ("older_image", "Were the pictures taken then and there?"),
                            ("other_user", "Whose marks does it carry, and who operated it?"),
                            ("not_there", "Did an inquiry look into whether it was used there?"),
                            ("other_unit", "Is it one and the same thing throughout?"),
                            ("other_route", "By which way did it come?"),
                            ("other_party", "Which party within that name held it?"),
                            ("other_variant", "Which variant was it?"),
                        ],
                        help_text="What was asked or looked for.",
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked, not settled"),
                            ("survived", "looked into, stands"),
                            ("found", "something speaks against it"),
                        ],
                        help_text="What came of it. All but “asked” need a source.",
                        max_length=10,
                    ),
                ),
                (
                    "when",
                    core.fields.PartialDateField(blank=True, help_text="When it was asked or looked into.", null=True),
                ),
                ("result", models.CharField(blank=True, help_text="What came back, in one sentence.", max_length=300)),
                (
                    "asked_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Who was asked, where somebody was.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Who asked or looked: a review, a laboratory, a newspaper. Empty: not stated.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="conflicts.incident",
                    ),
                ),
                (
                    "incorporation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="exports.incorporation",
                    ),
                ),
                (
                    "item_unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="exports.itemunit",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="exports.licence",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="evidence.check",
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="exports.shipment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Where what came back is reported.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evidence.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                condition=models.Q(("shipment__isnull", False)), fields=["shipment"], name="check_shipment"
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                condition=models.Q(("licence__isnull", False)), fields=["licence"], name="check_licence"
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                condition=models.Q(("incorporation__isnull", False)),
                fields=["incorporation"],
                name="check_incorporation",
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                condition=models.Q(("incident__isnull", False)), fields=["incident"], name="check_incident"
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(
                condition=models.Q(("item_unit__isnull", False)), fields=["item_unit"], name="check_item_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=core.database_functions.PublicIdIsValid("public_id"),
                name="evidence_check_public_id_valid",
                violation_error_message="This public id is mistyped: its check character does not fit. Leave it empty to get a new one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=core.database_functions.EdtfIsValid("when"),
                name="evidence_check_when_edtf",
                violation_error_message="“when” must be a date such as 2020, 2020-05, 2020-10-19 or 2020-10-19/2020-10-22.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    core.database_functions.NumNonNulls(
                        "shipment", "licence", "incorporation", "incident", "item_unit"
                    ),
                    models.Value(1),
                ),
                name="evidence_check_exactly_one",
                violation_error_message="Choose exactly one of: shipment, licence, incorporation, incident, item_unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "denied",
                            "other_recipient",
                            "not_delivered",
                            "not_in_inventory",
                            "made_elsewhere",
                            "other_goods",
                            "not_used",
                            "other_part",
                            "other_serial",
                            "fitted_later",
                            "other_type",
                            "older_image",
                            "other_user",
                            "not_there",
                            "other_unit",
                            "other_route",
                            "other_party",
                            "other_variant",
                        ],
                    )
                ),
                name="evidence_check_kind_known",
                violation_error_message="kind must be one of: denied, other_recipient, not_delivered, not_in_inventory, made_elsewhere, other_goods, not_used, other_part, other_serial, fitted_later, other_type, older_image, other_user, not_there, other_unit, other_route, other_party, other_variant.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "survived", "found"])),
                name="evidence_check_state_known",
                violation_error_message="state must be one of: asked, survived, found.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            (
                                "denied",
                                "other_recipient",
                                "not_delivered",
                                "not_in_inventory",
                                "made_elsewhere",
                                "other_route",
                                "other_party",
                                "other_variant",
                            ),
                        ),
                        ("shipment__isnull", False),
                    ),
                    models.Q(
                        (
                            "kind__in",
                            ("denied", "other_goods", "not_used", "other_route", "other_party", "other_variant"),
                        ),
                        ("licence__isnull", False),
                    ),
                    models.Q(
                        ("incorporation__isnull", False),
                        (
                            "kind__in",
                            (
                                "denied",
                                "other_part",
                                "other_serial",
                                "fitted_later",
                                "other_route",
                                "other_party",
                                "other_variant",
                            ),
                        ),
                    ),
                    models.Q(
                        ("incident__isnull", False),
                        (
                            "kind__in",
                            (
                                "denied",
                                "other_type",
                                "older_image",
                                "other_user",
                                "not_there",
                                "other_route",
                                "other_party",
                                "other_variant",
                            ),
                        ),
                    ),
                    models.Q(("item_unit__isnull", False), ("kind__in", ("other_unit", "other_variant"))),
                    _connector="OR",
                ),
                name="check_fits_its_record",
                violation_error_message="This question cannot be asked of this kind of record. Choose another question, or the record that it is about.",
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "asked"), models.Q(("source__isnull", False), ("result__regex", "\\S")), _connector="OR"
                ),
                name="check_result_needs_source",
                violation_error_message="Say in one sentence what came back, and name the source that reports it; or choose “asked”.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_checkhistory" ("asked_of_id", "by_id", "created_at", "handle", "id", "incident_id", "incorporation_id", "item_unit_id", "kind", "licence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "result", "shipment_id", "source_id", "state", "updated_at", "version", "when") SELECT new_values."asked_of_id", new_values."by_id", new_values."created_at", new_values."handle", new_values."id", new_values."incident_id", new_values."incorporation_id", new_values."item_unit_id", new_values."kind", new_values."licence_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_id", new_values."result", new_values."shipment_id", new_values."source_id", new_values."state", new_values."updated_at", new_values."version", new_values."when" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a1cef968dd134ef9a2855d6fab208603e677187d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_94be9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="evidence_check",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_checkhistory" ("asked_of_id", "by_id", "created_at", "handle", "id", "incident_id", "incorporation_id", "item_unit_id", "kind", "licence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "result", "shipment_id", "source_id", "state", "updated_at", "version", "when") SELECT new_values."asked_of_id", new_values."by_id", new_values."created_at", new_values."handle", new_values."id", new_values."incident_id", new_values."incorporation_id", new_values."item_unit_id", new_values."kind", new_values."licence_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."public_id", new_values."result", new_values."shipment_id", new_values."source_id", new_values."state", new_values."updated_at", new_values."version", new_values."when" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."asked_of_id" IS DISTINCT FROM (new_values."asked_of_id") OR old_values."by_id" IS DISTINCT FROM (new_values."by_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."handle" IS DISTINCT FROM (new_values."handle") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."incident_id" IS DISTINCT FROM (new_values."incident_id") OR old_values."incorporation_id" IS DISTINCT FROM (new_values."incorporation_id") OR old_values."item_unit_id" IS DISTINCT FROM (new_values."item_unit_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."licence_id" IS DISTINCT FROM (new_values."licence_id") OR old_values."public_id" IS DISTINCT FROM (new_values."public_id") OR old_values."result" IS DISTINCT FROM (new_values."result") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."when" IS DISTINCT FROM (new_values."when")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="becd274664128442d17c8b69a71dfbe29f251682",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc51a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="evidence_check",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_checkhistory" ("asked_of_id", "by_id", "created_at", "handle", "id", "incident_id", "incorporation_id", "item_unit_id", "kind", "licence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "result", "shipment_id", "source_id", "state", "updated_at", "version", "when") SELECT old_values."asked_of_id", old_values."by_id", old_values."created_at", old_values."handle", old_values."id", old_values."incident_id", old_values."incorporation_id", old_values."item_unit_id", old_values."kind", old_values."licence_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."result", old_values."shipment_id", old_values."source_id", old_values."state", old_values."updated_at", old_values."version", old_values."when" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="09d93073acd29abef9525ee3521a2bcb806f1e7b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_55102",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="evidence_check",
                    when="AFTER",
                ),
            ),
        ),
    ]
