/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import io.sampo.core.io.ObjectPath;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An object storage, as far as the engine needs one: objects are put whole, read, listed and
 * deleted. Nothing is renamed, appended to or locked. What was put is seen by whoever reads or
 * lists afterwards. Thread-safe; every method blocks, and tries again for a while what may yet
 * succeed.
 *
 * <p>Every failure is a {@link io.sampo.core.error.StreamException} that names the operation, the
 * object, the endpoint and the way out: {@code INPUT_UNAVAILABLE} for an object that is not there,
 * {@code EXTERNAL_IO} for the rest.
 */
public interface ObjectStore extends AutoCloseable {
    /**
     * Puts an object, in place of one that has its name. When this returns it is there, whole and
     * durable; if it fails, the old one or the new one is.
     */
    void put(ObjectPath object, byte[] content);

    /** Begins an object that is put in parts, for what is too large to be sent at once. */
    Upload begin(ObjectPath object);

    /** Returns the size of the parts of an {@link Upload}; what is smaller is put at once. */
    int partBytes();

    /**
     * Opens an object, and fails here if it is not there. Not buffered. Goes on where it was if the
     * connection breaks; reads fail with {@code StreamException}, too.
     */
    InputStream open(ObjectPath object);

    /** Returns the length of an object in bytes, or nothing if it is not there. */
    OptionalLong size(ObjectPath object);

    /**
     * Returns what a directory has: the objects whose names go on from its own, up to the next
     * {@code /}, each once, in no order.
     */
    List<ObjectPath> children(ObjectPath directory);

    /** Returns the lengths in bytes of the objects that a directory has, of those deeper not. */
    Map<ObjectPath, Long> sizes(ObjectPath directory);

    /** Returns all objects below a directory, however deep, in no order. */
    List<ObjectPath> below(ObjectPath directory);

    /** Returns whether there is any object below a directory. */
    boolean isDirectory(ObjectPath directory);

    /** Deletes objects, those that are there; all are in one bucket. */
    void delete(Collection<ObjectPath> objects);

    /** Lets go of connections; nothing may be called afterwards. */
    @Override
    void close();

    /**
     * An object while it is put in parts. It is seen by nobody before it is complete. Used by one
     * thread.
     */
    interface Upload extends AutoCloseable {
        /**
         * Sends the next part: {@link ObjectStore#partBytes} bytes, or fewer if it is the last.
         *
         * @param content is not kept
         */
        void add(byte[] content, int length);

        /** Puts the object together; when this returns it is there, whole and durable. */
        void complete();

        /** Gives it up, and frees what was sent, unless it is complete. */
        @Override
        void close();
    }
}
