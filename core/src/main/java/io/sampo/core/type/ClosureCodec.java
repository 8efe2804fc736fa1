/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/**
 * Turns user functions into bytes and back. The only place with Java serialization: functions are
 * written when the job is built and read by every subtask, so that each has a copy of its own.
 * Thread-safe.
 */
public final class ClosureCodec {
    private ClosureCodec() {}

    /**
     * Returns the bytes of a function.
     *
     * @param place named in errors, such as {@code function of operator 'parse'}
     * @throws io.sampo.core.error.StreamException with {@code NOT_SERIALIZABLE}, naming the field
     *     that holds what cannot be serialized, its class, and the way out
     */
    public static byte[] write(Object function, String place) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(function);
        } catch (NotSerializableException unfit) {
            throw new StreamException(
                    ErrorCode.NOT_SERIALIZABLE,
                    "A function cannot be serialized: place=["
                            + place
                            + "], "
                            + UnserializableFields.explain(function, unfit.getMessage()),
                    unfit);
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            throw new StreamException(
                    ErrorCode.NOT_SERIALIZABLE,
                    "A function cannot be serialized: place=["
                            + place
                            + "] class="
                            + function.getClass().getName()
                            + ": "
                            + StreamException.withoutFullStop(failure)
                            + ".",
                    failure);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns a new copy of a function, its classes loaded by {@code loader}.
     *
     * @param <T> its type, which is not checked
     * @throws io.sampo.core.error.StreamException with {@code NOT_SERIALIZABLE} if a class is
     *     missing, has changed, or is not one that a function may bring along
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T read(byte[] bytes, ClassLoader loader) {
        try (ObjectInputStream input = new LoaderInput(new ByteArrayInputStream(bytes), loader)) {
            input.setObjectInputFilter(ClosureCodec::filter);
            return (T) input.readObject();
        } catch (InvalidClassException changed) {
            throw unreadable(
                    changed,
                    "The class is not the one that wrote the function, or none that a function may"
                            + " bring along; give all nodes the same job, and pass other objects to"
                            + " the function in another way.");
        } catch (ClassNotFoundException missing) {
            throw unreadable(missing, "Add the class to the job.");
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError failure) {
            throw unreadable(
                    failure, "The constructor or a readObject method of the function failed.");
        }
    }

    private static StreamException unreadable(Throwable cause, String wayOut) {
        return new StreamException(
                ErrorCode.NOT_SERIALIZABLE,
                "A function cannot be read back: " + cause + ". " + wayOut,
                cause);
    }

    private static ObjectInputFilter.Status filter(ObjectInputFilter.FilterInfo info) {
        Class<?> type = info.serialClass();
        return type == null || FunctionTypes.isAllowed(type)
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    /** Finds classes where the job's are. */
    private static final class LoaderInput extends ObjectInputStream {
        private final ClassLoader loader;

        LoaderInput(InputStream source, ClassLoader loader) throws IOException {
            super(source);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description)
                throws IOException, ClassNotFoundException {
            String name = description.getName();
            FunctionTypes.checkName(name);
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException missing) {
                // primitive types have no loader
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws InvalidClassException {
            throw new InvalidClassException(
                    String.join(",", interfaces), "a function must not hold a dynamic proxy");
        }
    }
}
