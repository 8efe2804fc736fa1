/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Every line is a record: its text in UTF-8. A line that is not well-formed UTF-8 is malformed. */
public final class TextFormat implements LineFormat<String> {
    private static final long serialVersionUID = 1L;

    /** What the JDK puts where bytes are malformed; the only sign of them that costs nothing. */
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public LineDecoder<String> createDecoder(@Nullable String header) {
        return TextFormat::decode;
    }

    static String decode(byte[] bytes, int offset, int length) throws MalformedLineException {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            check(bytes, offset, length);
        }
        return text;
    }

    /** Tells a replacement character that stands in the file from one that the JDK put there. */
    private static void check(byte[] bytes, int offset, int length) throws MalformedLineException {
        ByteBuffer input = ByteBuffer.wrap(bytes, offset, length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(input);
        } catch (CharacterCodingException malformed) {
            throw new MalformedLineException(
                    "not well-formed UTF-8 at byte "
                            + (input.position() - offset + 1)
                            + " of the line",
                    malformed);
        }
    }
}
