/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sampo.checkpointing.storage.RecordContent.Ending;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The durable record as readable JSON with a checksum. */
final class RecordCodec {
    private static final String FORMAT = "sampo-job-record";
    private static final int VERSION = 1;

    private RecordCodec() {}

    static byte[] encode(RecordContent content) {
        return SealedJson.write(FORMAT, VERSION, json -> write(json, content));
    }

    private static void write(JsonGenerator json, RecordContent content) throws IOException {
        json.writeStringField("job", content.jobName());
        json.writeNumberField("revision", content.revision());
        json.writeNumberField("attempt", content.attempt());
        json.writeNumberField("checkpointIdsBelow", content.idsBelow());
        json.writeStringField("ending", content.ending().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("lineageAttempt", content.lineageAttempt());
        json.writeStringField("run", content.run());
        json.writeStringField("restoredFrom", content.restoredFrom());
        json.writeArrayFieldStart("completed");
        for (CompletedCheckpoint checkpoint : content.completed()) {
            json.writeStartObject();
            json.writeNumberField("checkpoint", checkpoint.ref().id());
            json.writeNumberField("attempt", checkpoint.ref().attempt());
            json.writeBooleanField("savepoint", checkpoint.ref().savepoint());
            json.writeStringField(
                    "triggered", Instant.ofEpochMilli(checkpoint.triggerMillis()).toString());
            json.writeBooleanField("announced", checkpoint.announced());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static RecordContent decode(byte[] bytes, String name) {
        JsonNode root = SealedJson.read(bytes, FORMAT, VERSION, name);
        try {
            return read(root, name);
        } catch (IllegalArgumentException | DateTimeParseException failure) {
            throw SealedJson.damaged(name, String.valueOf(failure.getMessage()));
        }
    }

    private static RecordContent read(JsonNode root, String name) {
        List<CompletedCheckpoint> completed = new ArrayList<>();
        for (JsonNode node : SealedJson.required(root, "completed", name)) {
            CheckpointRef ref =
                    new CheckpointRef(
                            SealedJson.required(node, "checkpoint", name).longValue(),
                            SealedJson.required(node, "attempt", name).intValue(),
                            SealedJson.required(node, "savepoint", name).booleanValue());
            completed.add(
                    new CompletedCheckpoint(
                            ref,
                            Instant.parse(SealedJson.required(node, "triggered", name).asText())
                                    .toEpochMilli(),
                            SealedJson.required(node, "announced", name).booleanValue()));
        }
        return new RecordContent(
                SealedJson.required(root, "job", name).asText(),
                SealedJson.required(root, "revision", name).longValue(),
                SealedJson.required(root, "attempt", name).intValue(),
                SealedJson.required(root, "checkpointIdsBelow", name).longValue(),
                Ending.valueOf(
                        SealedJson.required(root, "ending", name)
                                .asText()
                                .toUpperCase(Locale.ROOT)),
                SealedJson.required(root, "lineageAttempt", name).intValue(),
                optionalText(root.path("run")),
                optionalText(root.path("restoredFrom")),
                completed);
    }

    private static @Nullable String optionalText(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
