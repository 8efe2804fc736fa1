/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.io.Locations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.jspecify.annotations.Nullable;

/**
 * Control messages as bytes: records and enums of the engine, by name and component by component,
 * down to plain values. Nothing else can be read, so bytes from a stranger make no object that does
 * anything. Thread-safe.
 *
 * <p>Between nodes, which are of one build, components stand in their order. What is kept may be
 * read by a later build, whose records have more of them: there each stands behind its name.
 */
final class MessageCodec {
    private static final String OWN_CLASSES = "io.sampo.";
    private static final int DEEPEST = 64;

    /** Which includes no files, as HOCON can. */
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private final @Nullable ActorRefResolver actors;
    private final boolean named;

    /** What kind of value follows, and the byte that says so. */
    private enum Kind {
        NULL(0),
        RECORD(1),
        ENUM(2),
        STRING(3),
        INT(4),
        LONG(5),
        BOOLEAN(6),
        DOUBLE(7),
        BYTES(8),
        LIST(9),
        SET(10),
        MAP(11),
        ACTOR(12),
        FAILURE(13),
        DURATION(14),
        CONFIG(15),
        PATH(16);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : KINDS) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Unknown kind: " + code);
        }
    }

    private static final Kind[] KINDS = Kind.values();

    /** Creates a codec for messages between nodes. */
    MessageCodec(ActorRefResolver actors) {
        this(actors, false);
    }

    private MessageCodec(@Nullable ActorRefResolver actors, boolean named) {
        this.actors = actors;
        this.named = named;
    }

    /**
     * Returns a codec for what is kept, without addresses of actors; components stand behind their
     * names.
     */
    static MessageCodec forStorage() {
        return new MessageCodec(null, true);
    }

    private ActorRefResolver resolver() {
        if (actors == null) {
            throw new IllegalArgumentException("There are no actors here");
        }
        return actors;
    }

    byte[] encode(Object message) {
        return encoded(message).toByteArray();
    }

    /** Returns how many bytes {@link #encode} would return. */
    int length(Object message) {
        return encoded(message).length();
    }

    private BinaryOutput encoded(Object message) {
        BinaryOutput target = new BinaryOutput();
        write(message, target);
        return target;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if the bytes are not one
     */
    @Nullable Object decode(byte[] bytes) {
        BinaryInput source = new BinaryInput(bytes);
        try {
            return read(source, DEEPEST);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a control message: " + e, e);
        }
    }

    private void write(@Nullable Object value, BinaryOutput target) {
        Kind kind = kindOf(value);
        target.writeByte(kind.code);
        if (value == null) {
            return;
        }
        switch (kind) {
            case NULL -> {}
            case RECORD -> writeRecord((Record) value, target);
            case ENUM -> {
                target.writeString(((Enum<?>) value).getDeclaringClass().getName());
                target.writeString(((Enum<?>) value).name());
            }
            case STRING -> target.writeString((String) value);
            case INT -> target.writeInt((Integer) value);
            case LONG -> target.writeLong((Long) value);
            case BOOLEAN -> target.writeBoolean((Boolean) value);
            case DOUBLE -> target.writeLong(Double.doubleToRawLongBits((Double) value));
            case BYTES -> {
                byte[] bytes = (byte[]) value;
                target.writeVarInt(bytes.length);
                target.writeBytes(bytes);
            }
            case LIST, SET -> writeAll((Collection<?>) value, target);
            case MAP -> {
                Map<?, ?> map = (Map<?, ?>) value;
                target.writeVarInt(map.size());
                map.forEach(
                        (key, each) -> {
                            write(key, target);
                            write(each, target);
                        });
            }
            case ACTOR -> target.writeString(resolver().toSerializationFormat((ActorRef<?>) value));
            case FAILURE -> FailureCodec.write((Throwable) value, target);
            case DURATION, PATH -> target.writeString(value.toString());
            case CONFIG ->
                    target.writeString(
                            ((Config) value).root().render(ConfigRenderOptions.concise()));
        }
    }

    private void writeAll(Collection<?> values, BinaryOutput target) {
        target.writeVarInt(values.size());
        for (Object each : values) {
            write(each, target);
        }
    }

    private void writeRecord(Record value, BinaryOutput target) {
        target.writeString(value.getClass().getName());
        List<RecordShape.Component> components = RecordShape.of(value.getClass()).components();
        if (named) {
            target.writeVarInt(components.size());
        }
        for (RecordShape.Component component : components) {
            if (named) {
                target.writeString(component.name());
            }
            write(component.of(value), target);
        }
    }

    private static Kind kindOf(@Nullable Object value) {
        if (value == null) {
            return Kind.NULL;
        } else if (value instanceof Record) {
            return Kind.RECORD;
        } else if (value instanceof Enum) {
            return Kind.ENUM;
        } else if (value instanceof String) {
            return Kind.STRING;
        } else if (value instanceof Integer) {
            return Kind.INT;
        } else if (value instanceof Long) {
            return Kind.LONG;
        } else if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        } else if (value instanceof Double) {
            return Kind.DOUBLE;
        } else if (value instanceof byte[]) {
            return Kind.BYTES;
        } else if (value instanceof List) {
            return Kind.LIST;
        } else if (value instanceof Set) {
            return Kind.SET;
        } else if (value instanceof Map) {
            return Kind.MAP;
        } else if (value instanceof ActorRef) {
            return Kind.ACTOR;
        } else if (value instanceof Throwable) {
            return Kind.FAILURE;
        } else if (value instanceof Duration) {
            return Kind.DURATION;
        } else if (value instanceof Config) {
            return Kind.CONFIG;
        } else if (value instanceof Path) {
            return Kind.PATH;
        }
        throw new IllegalArgumentException(
                "Not for the wire: type=" + value.getClass().getName() + " value=" + value);
    }

    private @Nullable Object read(BinaryInput source, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("Too deep");
        }
        return switch (Kind.of(source.readByte())) {
            case NULL -> null;
            case RECORD -> readRecord(source, depth - 1);
            case ENUM -> readEnum(source);
            case STRING -> source.readString();
            case INT -> source.readInt();
            case LONG -> source.readLong();
            case BOOLEAN -> source.readBoolean();
            case DOUBLE -> Double.longBitsToDouble(source.readLong());
            case BYTES -> source.readBytes(source.readLength());
            case LIST -> readAll(source, depth - 1);
            case SET -> new LinkedHashSet<>(readAll(source, depth - 1));
            case MAP -> readMap(source, depth - 1);
            case ACTOR -> resolver().resolveActorRef(source.readString());
            case FAILURE -> FailureCodec.read(source);
            case DURATION -> Duration.parse(source.readString());
            case CONFIG -> ConfigFactory.parseString(source.readString(), JSON);
            case PATH -> Locations.of(source.readString());
        };
    }

    private List<@Nullable Object> readAll(BinaryInput source, int depth) {
        int count = source.readLength();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read(source, depth));
        }
        return values;
    }

    private Map<@Nullable Object, @Nullable Object> readMap(BinaryInput source, int depth) {
        int count = source.readLength();
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = read(source, depth);
            values.put(key, read(source, depth));
        }
        return values;
    }

    private Object readRecord(BinaryInput source, int depth) {
        String name = source.readString();
        Class<?> type = ownClass(name);
        if (!type.isRecord()) {
            throw new IllegalArgumentException("Not a record of the engine: " + name);
        }
        RecordShape shape = RecordShape.of(type);
        return shape.make(
                named
                        ? readNamed(shape.components(), source, depth)
                        : readInOrder(shape.components().size(), source, depth));
    }

    private @Nullable Object[] readInOrder(int count, BinaryInput source, int depth) {
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = read(source, depth);
        }
        return values;
    }

    private @Nullable Object[] readNamed(
            List<RecordShape.Component> components, BinaryInput source, int depth) {
        Map<String, @Nullable Object> written = new HashMap<>();
        int count = source.readLength();
        for (int i = 0; i < count; i++) {
            written.put(source.readString(), read(source, depth));
        }
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Component component = components.get(i);
            values[i] =
                    written.containsKey(component.name())
                            ? written.remove(component.name())
                            : component.absent();
        }
        if (!written.isEmpty()) {
            throw new IllegalArgumentException(
                    "It is of a later build, and has what is not known here: " + written.keySet());
        }
        return values;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it is an enum
    private static Object readEnum(BinaryInput source) {
        String name = source.readString();
        Class<?> type = ownClass(name);
        if (!type.isEnum()) {
            throw new IllegalArgumentException("Not an enum of the engine: " + name);
        }
        return Enum.valueOf((Class) type, source.readString());
    }

    /** Finds a class without running anything of it. */
    private static Class<?> ownClass(String name) {
        if (!name.startsWith(OWN_CLASSES)) {
            throw new IllegalArgumentException("Not a class of the engine: " + name);
        }
        try {
            return Class.forName(name, false, MessageCodec.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("Unknown class: " + name, e);
        }
    }
}
