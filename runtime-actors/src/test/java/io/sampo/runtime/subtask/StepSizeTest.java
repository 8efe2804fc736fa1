/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two methods are to be too large for the JVM's compiler to put them into what calls them
 * (docs/design/0019), which nobody would notice any more once they were shorter.
 */
class StepSizeTest {
    /** The JVM's {@code FreqInlineSize}. */
    private static final int LARGEST_INLINED = 325;

    @ParameterizedTest
    @ValueSource(strings = {"once", "processFrame"})
    void aMethodThatIsToBeCompiledApartIsLarge(String method) throws Exception {
        String code = disassembled(SubtaskTurn.class);
        int begin = code.indexOf(" " + method + "(");
        assertThat(begin).as(method).isPositive();

        assertThat(size(code.substring(begin)))
                .as("bytes of bytecode")
                .isGreaterThan(LARGEST_INLINED);
    }

    private static String disassembled(Class<?> type) throws Exception {
        Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int exit =
                ToolProvider.findFirst("javap")
                        .orElseThrow()
                        .run(out, out, "-c", "-p", "-cp", classes.toString(), type.getName());
        assertThat(exit).as(text.toString()).isZero();
        return text.toString();
    }

    /** Returns where the last instruction of the first method is. */
    private static int size(String code) {
        String ofMethod = code.substring(0, code.indexOf("\n\n"));
        Matcher instruction = Pattern.compile("(?m)^ +(\\d+): [a-z]").matcher(ofMethod);
        int last = 0;
        while (instruction.find()) {
            last = Integer.parseInt(instruction.group(1));
        }
        return last;
    }
}
