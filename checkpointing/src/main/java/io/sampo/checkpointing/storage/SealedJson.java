/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Checksums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Readable JSON that shows when it was torn or edited: the last member of the object is the
 * checksum of every byte before it.
 */
final class SealedJson {
    private static final String BEFORE_CHECKSUM = ",\n  \"checksum\": \"";
    private static final String AFTER_CHECKSUM = "\"\n}\n";
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TAIL =
            BEFORE_CHECKSUM.length() + CHECKSUM_LENGTH + AFTER_CHECKSUM.length();

    /**
     * A string is as long as the user's longest element of operator state; 20 MB is not a limit of
     * ours.
     */
    private static final ObjectMapper MAPPER =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(Integer.MAX_VALUE)
                                            .maxNameLength(Integer.MAX_VALUE)
                                            .build())
                            .build());

    private SealedJson() {}

    /** Writes the members of the object. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] write(String format, int version, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("format", format);
            json.writeNumberField("version", version);
            body.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(
                    "Writing to memory failed: format=" + format, impossible);
        }
        String checksum = Checksums.of(bytes.toByteArray());
        bytes.writeBytes(
                (BEFORE_CHECKSUM + checksum + AFTER_CHECKSUM).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /**
     * Returns the object.
     *
     * @param version the newest that is understood; that of the content is in the member {@code
     *     version}
     * @param name of the file, for errors
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} or, for a newer version, {@code
     *     STATE_INCOMPATIBLE}
     */
    static JsonNode read(byte[] content, String format, int version, String name) {
        int end = content.length - TAIL;
        if (end < 0) {
            throw damaged(name, "it ends too early, length=" + content.length);
        }
        String tail = new String(content, end, TAIL, StandardCharsets.UTF_8);
        if (!tail.startsWith(BEFORE_CHECKSUM) || !tail.endsWith(AFTER_CHECKSUM)) {
            throw damaged(name, "it does not end with its checksum");
        }
        String expected =
                tail.substring(
                        BEFORE_CHECKSUM.length(), BEFORE_CHECKSUM.length() + CHECKSUM_LENGTH);
        String actual = Checksums.of(Arrays.copyOf(content, end));
        if (!actual.equals(expected)) {
            throw damaged(name, "found crc32c=" + actual + " expected crc32c=" + expected);
        }
        JsonNode root = parse(content, name);
        if (!format.equals(root.path("format").asText())) {
            throw damaged(
                    name,
                    "its format is '" + root.path("format").asText() + "', not '" + format + "'");
        }
        int found = root.path("version").asInt(-1);
        if (found < 1 || found > version) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "A stored file was written by another release: file="
                            + name
                            + " version="
                            + found
                            + " newestUnderstood="
                            + version
                            + ". Run the job with the release that wrote it, or a newer one.");
        }
        return root;
    }

    private static JsonNode parse(byte[] content, String name) {
        try {
            return MAPPER.readTree(content);
        } catch (IOException failure) {
            throw damaged(name, "it is not JSON: " + failure.getMessage());
        }
    }

    static JsonNode required(JsonNode parent, String member, String name) {
        JsonNode value = parent.get(member);
        if (value == null || value.isNull()) {
            throw damaged(name, "a member is missing, member=" + member);
        }
        return value;
    }

    static StreamException damaged(String name, String finding) {
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                "A stored file is damaged: file="
                        + name
                        + ": "
                        + finding
                        + ". Restore the file from a backup, or start from another checkpoint.");
    }
}
