/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** The serializers of one subtask or snapshot thread. */
final class ForySerialization implements Serialization {
    private final ForyInstances state;
    private final ForyInstances wire;

    ForySerialization(ForyInstances state, ForyInstances wire) {
        this.state = state;
        this.wire = wire;
    }

    @Override
    public <T> ValueSerializer<T> forState(TypeInfo<T> type, String place) {
        return forState(type, place, "");
    }

    @Override
    public <T> ValueSerializer<T> forState(TypeInfo<T> type, String place, String schema) {
        try {
            state.allowed().checkDeclared(type.type());
        } catch (UnfitTypeException unfit) {
            throw new StreamException(
                    ErrorCode.NOT_SERIALIZABLE,
                    "Values of a type cannot be stored: place=["
                            + place
                            + "] type="
                            + DeclaredTypes.nameOf(type.type())
                            + ", because of "
                            + unfit.getMessage()
                            + ".",
                    unfit);
        }
        return new TaggedSerializer<>(state, KnownSchemas.of(type.type(), schema), place);
    }

    @Override
    public <T> ValueSerializer<T> forWire(String place) {
        return new TaggedSerializer<>(wire, KnownSchemas.NONE, place);
    }

    @Override
    public String schemaOf(TypeInfo<?> type) {
        return Schemas.describe(type.type(), state.formats());
    }

    @Override
    public String checkSchema(String stored, TypeInfo<?> type, String place) {
        return Schemas.check(stored, schemaOf(type), state.formats(), place);
    }
}
