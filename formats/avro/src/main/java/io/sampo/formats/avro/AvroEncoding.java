/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding of single values, without a schema. Confined to one thread. */
public final class AvroEncoding {
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    /** Creates an encoding whose buffers are made when they are needed. */
    public AvroEncoding() {}

    /** Appends a value. */
    public <T> void write(DatumWriter<T> writer, T value, OutputStream target) throws IOException {
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(target, encoder);
        // What a value that fails leaves behind in it must not come before the next one.
        encoder = null;
        writer.write(value, out);
        out.flush();
        encoder = out;
    }

    /**
     * Reads a value.
     *
     * @param reader whose schemas are the same object if they are equal, which is faster
     * @throws IOException if the bytes are not those of one value, and no more
     */
    @SuppressWarnings("ReferenceEquality") // of long schemas, for each value
    public <T> T read(GenericDatumReader<T> reader, byte[] bytes, int offset, int count)
            throws IOException {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, offset, count, decoder);
        decoder = in;
        if (reader.getSchema() == reader.getExpected()) {
            T value = readNew(reader, in);
            checkAtEnd(in);
            return value;
        }
        // Only these look at lengths before they take memory for them.
        GenericDatumReader.skip(reader.getSchema(), in);
        checkAtEnd(in);
        decoder = DecoderFactory.get().binaryDecoder(new Unmeasured(bytes, offset, count), in);
        return readNew(reader, decoder);
    }

    private static void checkAtEnd(BinaryDecoder in) throws IOException {
        if (!in.isEnd()) {
            throw new IOException("there are bytes behind the Avro value");
        }
    }

    @SuppressWarnings("NullAway") // Avro has no annotations; null is an object to reuse
    private static <T> T readNew(GenericDatumReader<T> reader, BinaryDecoder in)
            throws IOException {
        return reader.read(null, in);
    }

    /**
     * Bytes of which Avro does not know how many there are. Where it does, Avro 1.12.2 refuses
     * arrays whose elements would need more of them with the schema to read by, though they were
     * written with another: a field with a default is not there, and an int takes less than the
     * double it becomes.
     */
    private static final class Unmeasured extends InputStream {
        private final byte[] bytes;
        private final int end;
        private int at;

        Unmeasured(byte[] bytes, int offset, int count) {
            this.bytes = bytes;
            this.at = offset;
            this.end = offset + count;
        }

        @Override
        public int read() {
            return at == end ? -1 : bytes[at++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (at == end) {
                return wanted == 0 ? 0 : -1;
            }
            int count = Math.min(wanted, end - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
