/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of formats that values of one place need not spell out, since they stand in what is
 * stored about their state; and with which of them its values are to be read. Immutable.
 */
final class KnownSchemas {
    /** Nothing is known. */
    static final KnownSchemas NONE = new KnownSchemas(null, Map.of());

    private final @Nullable SchemaType declared;
    private final Map<Long, String> byFingerprint;

    private KnownSchemas(@Nullable SchemaType declared, Map<Long, String> byFingerprint) {
        this.declared = declared;
        this.byFingerprint = byFingerprint;
    }

    /**
     * Returns what a description of {@link Schemas} says.
     *
     * @param type with which the state is declared
     * @param description stored with the state; empty if none is
     */
    static KnownSchemas of(Type type, String description) {
        SchemaType declared = TypeFormats.schemaTypeIn(type);
        Map<Long, String> found = new HashMap<>();
        for (String schema : Schemas.formatted(description)) {
            found.put(fingerprint(schema), schema);
        }
        return declared == null && found.isEmpty() ? NONE : new KnownSchemas(declared, found);
    }

    /** Returns the first eight bytes of a schema's SHA-256, which stand for it in stored values. */
    static long fingerprint(String schema) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(schema.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }

    boolean contains(long fingerprint) {
        return byFingerprint.containsKey(fingerprint);
    }

    /** Returns the schema, or null if it is not known here. */
    @Nullable String get(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    /**
     * Returns the schema with which the state is declared; null if for that class there is none.
     */
    @Nullable String declaredFor(Class<?> type) {
        return declared != null && declared.rawClass().isAssignableFrom(type)
                ? declared.schema()
                : null;
    }
}
