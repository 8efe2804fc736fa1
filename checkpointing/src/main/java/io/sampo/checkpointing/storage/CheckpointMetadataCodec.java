/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metadata of a checkpoint as JSON that a person can read, with a format version, and a
 * checksum by which a torn or edited file is found out. Stateless.
 */
public final class CheckpointMetadataCodec {
    private static final String FORMAT = "sampo-checkpoint";
    private static final int VERSION = 1;

    private CheckpointMetadataCodec() {}

    /** Returns the content of the metadata file. */
    public static byte[] encode(CheckpointMetadata metadata) {
        return SealedJson.write(FORMAT, VERSION, json -> write(json, metadata));
    }

    private static void write(JsonGenerator json, CheckpointMetadata metadata) throws IOException {
        json.writeStringField("job", metadata.jobName());
        json.writeNumberField("checkpoint", metadata.checkpointId());
        json.writeNumberField("attempt", metadata.attempt());
        json.writeStringField("kind", lower(metadata.kind()));
        json.writeStringField(
                "triggered", Instant.ofEpochMilli(metadata.triggerMillis()).toString());
        json.writeBooleanField("afterEndOfInput", metadata.afterEndOfInput());
        json.writeArrayFieldStart("operators");
        for (OperatorEntry entry : metadata.operators()) {
            json.writeStartObject();
            json.writeStringField("name", entry.operator().name());
            json.writeNumberField("parallelism", entry.parallelism());
            json.writeNumberField("maxParallelism", entry.maxParallelism());
            json.writeArrayFieldStart("subtasks");
            for (SubtaskEntry subtask : entry.subtasks()) {
                json.writeStartObject();
                json.writeBooleanField("finished", subtask.finished());
                writeKeyed(json, subtask.snapshot().keyed());
                writeLists(json, subtask.snapshot().operator());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("enumerators");
        for (Map.Entry<OperatorId, byte[]> entry :
                new TreeMap<>(metadata.enumerators()).entrySet()) {
            json.writeBinaryField(entry.getKey().name(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeKeyed(JsonGenerator json, List<KeyedStateHandle> handles)
            throws IOException {
        if (handles.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("keyed");
        for (KeyedStateHandle handle : handles) {
            json.writeStartObject();
            json.writeStringField("backend", handle.backend());
            json.writeNumberField("firstKeyGroup", handle.keyGroups().first());
            json.writeNumberField("lastKeyGroup", handle.keyGroups().last());
            json.writeNumberField("maxParallelism", handle.maxParallelism());
            json.writeObjectFieldStart("files");
            for (Map.Entry<String, StateFile> file : new TreeMap<>(handle.files()).entrySet()) {
                json.writeObjectFieldStart(file.getKey());
                json.writeStringField("path", file.getValue().path());
                json.writeNumberField("length", file.getValue().length());
                json.writeStringField("crc32c", file.getValue().checksum());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("sharedRoles");
            for (String role : handle.sharedRoles()) {
                json.writeString(role);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeLists(JsonGenerator json, OperatorStateHandle handle)
            throws IOException {
        if (handle.lists().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("lists");
        for (Map.Entry<String, Listing> list : new TreeMap<>(handle.lists()).entrySet()) {
            json.writeObjectFieldStart(list.getKey());
            json.writeStringField("distribution", lower(list.getValue().distribution()));
            json.writeArrayFieldStart("elements");
            for (byte[] element : list.getValue().elements()) {
                json.writeBinary(element);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /**
     * Returns the metadata that {@link #encode} wrote.
     *
     * @param name of the file, for errors
     * @throws io.sampo.core.error.StreamException with {@code CHECKPOINT_DAMAGED}, or with {@code
     *     STATE_INCOMPATIBLE} if a newer release wrote it
     */
    public static CheckpointMetadata decode(byte[] content, String name) {
        JsonNode root = SealedJson.read(content, FORMAT, VERSION, name);
        try {
            return read(root, name);
        } catch (IOException | IllegalArgumentException | DateTimeParseException failure) {
            throw SealedJson.damaged(name, String.valueOf(failure.getMessage()));
        }
    }

    private static CheckpointMetadata read(JsonNode root, String name) throws IOException {
        List<OperatorEntry> operators = new ArrayList<>();
        for (JsonNode node : SealedJson.required(root, "operators", name)) {
            List<SubtaskEntry> subtasks = new ArrayList<>();
            for (JsonNode subtask : SealedJson.required(node, "subtasks", name)) {
                OperatorSnapshot snapshot =
                        new OperatorSnapshot(readKeyed(subtask, name), readLists(subtask, name));
                subtasks.add(
                        new SubtaskEntry(
                                snapshot,
                                SealedJson.required(subtask, "finished", name).booleanValue()));
            }
            operators.add(
                    new OperatorEntry(
                            new OperatorId(text(node, "name", name)),
                            SealedJson.required(node, "parallelism", name).intValue(),
                            SealedJson.required(node, "maxParallelism", name).intValue(),
                            subtasks));
        }
        Map<OperatorId, byte[]> enumerators = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                SealedJson.required(root, "enumerators", name).properties()) {
            enumerators.put(new OperatorId(entry.getKey()), entry.getValue().binaryValue());
        }
        return new CheckpointMetadata(
                text(root, "job", name),
                SealedJson.required(root, "checkpoint", name).longValue(),
                SealedJson.required(root, "attempt", name).intValue(),
                CheckpointBarrier.Kind.valueOf(upper(text(root, "kind", name))),
                Instant.parse(text(root, "triggered", name)).toEpochMilli(),
                SealedJson.required(root, "afterEndOfInput", name).booleanValue(),
                operators,
                enumerators);
    }

    private static List<KeyedStateHandle> readKeyed(JsonNode subtask, String name) {
        List<KeyedStateHandle> handles = new ArrayList<>();
        for (JsonNode node : subtask.path("keyed")) {
            Map<String, StateFile> files = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> file :
                    SealedJson.required(node, "files", name).properties()) {
                files.put(file.getKey(), readFile(file.getValue(), name));
            }
            List<String> sharedRoles = new ArrayList<>();
            SealedJson.required(node, "sharedRoles", name)
                    .forEach(role -> sharedRoles.add(role.asText()));
            handles.add(
                    new KeyedStateHandle(
                            text(node, "backend", name),
                            new KeyGroupRange(
                                    SealedJson.required(node, "firstKeyGroup", name).intValue(),
                                    SealedJson.required(node, "lastKeyGroup", name).intValue()),
                            SealedJson.required(node, "maxParallelism", name).intValue(),
                            files,
                            sharedRoles));
        }
        return handles;
    }

    private static StateFile readFile(JsonNode node, String name) {
        String path = text(node, "path", name);
        if (!CheckpointPaths.isSafe(path)) {
            throw SealedJson.damaged(
                    name, "a path leads out of the checkpoint's directory, path=" + path);
        }
        return new StateFile(
                path,
                SealedJson.required(node, "length", name).longValue(),
                text(node, "crc32c", name));
    }

    private static OperatorStateHandle readLists(JsonNode subtask, String name) throws IOException {
        Map<String, Listing> lists = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : subtask.path("lists").properties()) {
            List<byte[]> elements = new ArrayList<>();
            for (JsonNode element : SealedJson.required(entry.getValue(), "elements", name)) {
                elements.add(element.binaryValue());
            }
            Distribution distribution =
                    Distribution.valueOf(upper(text(entry.getValue(), "distribution", name)));
            lists.put(entry.getKey(), new Listing(distribution, elements));
        }
        return lists.isEmpty() ? OperatorStateHandle.EMPTY : new OperatorStateHandle(lists);
    }

    private static String text(JsonNode node, String member, String name) {
        return SealedJson.required(node, member, name).asText();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
