/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** A record as Avro generates them. */
public final class AvroRide extends SpecificRecordBase {
    /** As in generated classes. */
    public static final Schema SCHEMA$ =
            SchemaBuilder.record("AvroRide")
                    .namespace("io.sampo.runtime.exchange")
                    .fields()
                    .requiredString("car")
                    .requiredInt("cents")
                    .endRecord();

    private CharSequence car = "";
    private int cents;

    /** Creates a record to be filled. */
    public AvroRide() {}

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return field == 0 ? car : cents;
    }

    @Override
    public void put(int field, Object value) {
        if (field == 0) {
            car = (CharSequence) value;
        } else {
            cents = (Integer) value;
        }
    }
}
