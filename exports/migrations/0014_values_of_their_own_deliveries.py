"""A delivery's value names the shipment that the delivery belongs to: the pair is one foreign key.

The unique key is one more index over deliveries; a trigger would have to look at both tables and lock.
"""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exports", "0013_valuation_delivery")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL(
            """
            ALTER TABLE exports_delivery ADD CONSTRAINT delivery_of_shipment UNIQUE (id, shipment_id);
            ALTER TABLE exports_valuation ADD CONSTRAINT valuation_of_its_delivery
                FOREIGN KEY (delivery_id, shipment_id) REFERENCES exports_delivery (id, shipment_id)
                DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE exports_valuation DROP CONSTRAINT valuation_of_its_delivery;
            ALTER TABLE exports_delivery DROP CONSTRAINT delivery_of_shipment;
            """,
        )
    ]
