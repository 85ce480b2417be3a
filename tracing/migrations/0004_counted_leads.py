import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracing", "0003_reliance"),
        ("entities", "0007_circles"),
        ("evidence", "0012_check_guards"),
        ("exports", "0012_units_of_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("transfer", "transfer without a record"),
                            ("document", "document not seen"),
                            ("date", "date not stated"),
                            ("quantity", "quantity not stated"),
                            ("identity", "party or item not named"),
                            ("serial", "serial number not published"),
                        ],
                        help_text="What sort of thing is missing.",
                        max_length=12,
                    ),
                ),
                ("what", models.CharField(help_text="What is missing, in one sentence.", max_length=600)),
                (
                    "holders",
                    models.CharField(blank=True, help_text="All who are likely to hold it, by name.", max_length=900),
                ),
                ("reason", models.CharField(blank=True, help_text="Why the likeliest is.", max_length=300)),
                ("is_asked", models.BooleanField(default=False, help_text="On: somebody is recorded as having asked.")),
                (
                    "asked",
                    models.CharField(blank=True, help_text="Whom somebody asked, and what came back.", max_length=600),
                ),
                (
                    "is_of_a_step",
                    models.BooleanField(
                        default=True,
                        help_text="Off: about an item or a party as a whole; it settles no step of a chain.",
                    ),
                ),
                ("chains", models.PositiveIntegerField(default=0, help_text="How many chains lack it.")),
                (
                    "alone",
                    models.PositiveIntegerField(default=0, help_text="In how many of them it is all that is missing."),
                ),
                (
                    "is_cut",
                    models.BooleanField(default=False, help_text="On: there may be more chains than were looked at."),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("established", "Established"),
                            ("corroborated", "Corroborated"),
                            ("credible", "Credible"),
                            ("claimed", "Claimed"),
                            ("ungraded", "Ungraded"),
                        ],
                        help_text="The weakest link of the best of those chains.",
                        max_length=12,
                    ),
                ),
                (
                    "trace",
                    models.CharField(blank=True, help_text="The address of a trace that lacks it.", max_length=300),
                ),
                ("counted_at", models.DateTimeField(help_text="When the chains were looked at.")),
                (
                    "gap",
                    models.ForeignKey(
                        blank=True,
                        help_text="The recorded gap that speaks of it. Empty: only the chains show it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_leads",
                        to="evidence.gap",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who is likeliest to hold the answer.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_leads_held",
                        to="entities.entity",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        help_text="The type of thing that it is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_leads",
                        to="exports.item",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        help_text="To whom it came, or would have come.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_leads_as_recipient",
                        to="entities.entity",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        help_text="From whom the thing came, or would have come.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_leads_as_sender",
                        to="entities.entity",
                    ),
                ),
            ],
            options={
                "ordering": ("-is_of_a_step", "-chains", "id"),
                "indexes": [models.Index(fields=["-is_of_a_step", "-chains", "id"], name="countedlead_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["transfer", "document", "date", "quantity", "identity", "serial"])
                        ),
                        name="tracing_countedlead_kind_known",
                        violation_error_message="kind must be one of: transfer, document, date, quantity, identity, serial.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("strength__in", ["established", "corroborated", "credible", "claimed", "ungraded"])
                        ),
                        name="tracing_countedlead_strength_known",
                        violation_error_message="strength must be one of: established, corroborated, credible, claimed, ungraded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alone__lte", models.F("chains"))),
                        name="countedlead_alone_is_part",
                        violation_error_message="A lead cannot be all that is missing on more chains than lack it.",
                    ),
                ],
            },
        ),
    ]
