/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.inspect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A {@link CheckpointSummary} as JSON, for scripts. Members have the names of the components; times
 * are ISO 8601, sizes bytes; what is not known is left out.
 */
public final class SummaryJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SummaryJson() {}

    /** Returns the summary as one JSON object, over several lines. */
    public static String write(CheckpointSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            write(json, summary);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, CheckpointSummary summary) throws IOException {
        json.writeStartObject();
        json.writeStringField("directory", summary.directory().toString());
        json.writeStringField("job", summary.jobName());
        json.writeNumberField("checkpoint", summary.checkpointId());
        json.writeNumberField("attempt", summary.attempt());
        json.writeStringField("kind", lower(summary.kind()));
        json.writeStringField(
                "triggered", Instant.ofEpochMilli(summary.triggerMillis()).toString());
        json.writeBooleanField("afterEndOfInput", summary.afterEndOfInput());
        json.writeNumberField("bytes", summary.bytes());
        json.writeArrayFieldStart("operators");
        for (CheckpointSummary.Operator operator : summary.operators()) {
            write(json, operator);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CheckpointSummary.Operator operator)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", operator.name());
        json.writeNumberField("parallelism", operator.parallelism());
        json.writeNumberField("maxParallelism", operator.maxParallelism());
        json.writeNumberField("finishedSubtasks", operator.finishedSubtasks());
        json.writeNumberField("bytes", operator.bytes());
        writeIfText(json, "keyType", operator.keyType());
        json.writeArrayFieldStart("keyed");
        for (CheckpointSummary.KeyedPart part : operator.keyed()) {
            json.writeStartObject();
            json.writeNumberField("subtask", part.subtask());
            json.writeStringField("backend", part.backend());
            json.writeNumberField("firstKeyGroup", part.keyGroups().first());
            json.writeNumberField("lastKeyGroup", part.keyGroups().last());
            json.writeNumberField("files", part.files());
            json.writeNumberField("bytes", part.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("states");
        for (CheckpointSummary.KeyedState state : operator.states()) {
            write(json, state);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lists");
        for (CheckpointSummary.StateList list : operator.lists()) {
            json.writeStartObject();
            json.writeStringField("name", list.name());
            json.writeStringField("distribution", lower(list.distribution()));
            json.writeNumberField("elements", list.elements());
            json.writeNumberField("bytes", list.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeIfKnown(json, "enumeratorBytes", operator.enumeratorBytes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CheckpointSummary.KeyedState state)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", state.kind());
        json.writeStringField("name", state.name());
        json.writeStringField("namespaces", state.namespaces());
        writeIfText(json, "type", state.type());
        writeIfText(json, "userKeyType", state.userKeyType());
        json.writeArrayFieldStart("schema");
        for (String line : state.schema()) {
            json.writeString(line);
        }
        json.writeEndArray();
        writeIfKnown(json, "rows", state.rows());
        writeIfKnown(json, "bytes", state.bytes());
        json.writeEndObject();
    }

    private static void writeIfText(JsonGenerator json, String member, String text)
            throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(member, text);
        }
    }

    private static void writeIfKnown(JsonGenerator json, String member, OptionalLong number)
            throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(member, number.getAsLong());
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
