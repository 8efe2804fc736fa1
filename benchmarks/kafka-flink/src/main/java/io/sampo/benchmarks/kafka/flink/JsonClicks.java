/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.flink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sampo.benchmarks.kafka.workload.Click;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.jspecify.annotations.Nullable;

/** Reads clicks as Sampo does: by Jackson, with the same settings. */
final class JsonClicks extends AbstractDeserializationSchema<Click> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ObjectReader reader;

    JsonClicks() {
        super(Click.class);
    }

    @Override
    public void open(InitializationContext context) {
        reader =
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build()
                        .readerFor(Click.class);
    }

    @Override
    public Click deserialize(byte[] message) throws IOException {
        return Objects.requireNonNull(reader, "not open").readValue(message);
    }
}
