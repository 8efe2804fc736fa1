/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sampo run --jar}, with jars and classes that are no programs. */
class JarProgramTest {
    private static final List<String> CALLS = new ArrayList<>();

    @TempDir private Path directory;

    private final StringWriter errors = new StringWriter();

    /** A program. The jar need not hold it: what this JVM has comes first. */
    public static final class Noting {
        private Noting() {}

        public static void main(String[] arguments) {
            CALLS.addAll(List.of(arguments));
        }
    }

    /** No program: its method belongs to an object. */
    public static final class OfAnObject {
        public void main(String[] arguments) {
            CALLS.add("called " + arguments.length);
        }
    }

    /** A program with mistakes. */
    public static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) {
            try {
                read(arguments[0]);
            } catch (IllegalArgumentException mistake) {
                throw new IllegalStateException("cannot go on", mistake);
            }
        }

        private static void read(String argument) {
            if (argument.equals("error")) {
                throw new AssertionError("not to be");
            }
            throw new IllegalArgumentException(argument);
        }
    }

    @BeforeEach
    void forgetCalls() {
        CALLS.clear();
    }

    private int run(Path jar, String... more) {
        List<String> line = new ArrayList<>(List.of("run", "--jar", jar.toString()));
        line.addAll(List.of(more));
        return Cli.run(new PrintWriter(errors, true), line.toArray(new String[0]));
    }

    private Path jar(String entry, byte[] content) throws IOException {
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(entry));
            out.write(content);
        }
        return jar;
    }

    @Test
    void theNamedClassRunsWithItsArguments() throws Exception {
        assertThat(run(jar("x", new byte[0]), "--class", Noting.class.getName(), "one", "two"))
                .as(errors::toString)
                .isZero();

        assertThat(CALLS).containsExactly("one", "two");
    }

    @Test
    void whatAProgramThrowsIsShownWithItsOwnFramesOnly() throws Exception {
        assertThat(run(jar("x", new byte[0]), "--class", Failing.class.getName(), "seven"))
                .isEqualTo(1);

        String own = "\tat " + Failing.class.getName();
        assertThat(errors.toString().lines().map(line -> line.replaceAll("\\(.*", "")))
                .containsExactly(
                        "java.lang.IllegalStateException: cannot go on",
                        own + ".main",
                        "Caused by: java.lang.IllegalArgumentException: seven",
                        own + ".read",
                        own + ".main");
    }

    @Test
    void soIsAnError() throws Exception {
        assertThat(run(jar("x", new byte[0]), "--class", Failing.class.getName(), "error"))
                .isEqualTo(1);

        assertThat(errors.toString().lines().map(line -> line.replaceAll("\\(.*", "")))
                .containsExactly(
                        "java.lang.AssertionError: not to be",
                        "\tat " + Failing.class.getName() + ".read",
                        "\tat " + Failing.class.getName() + ".main");
    }

    @Test
    void aJarThatIsNotThereIsSaidToBeMissingAlsoIfItsClassIsNamed() {
        Path missing = directory.resolve("missing.jar");

        assertThat(run(missing, "--class", "demo.Job")).isEqualTo(1);

        assertThat(errors.toString())
                .startsWith("INPUT_UNAVAILABLE: The jar cannot be read: jar=" + missing);
    }

    @Test
    void aMethodOfAnObjectIsNoProgram() throws Exception {
        assertThat(run(jar("x", new byte[0]), "--class", OfAnObject.class.getName())).isEqualTo(1);

        assertThat(errors.toString())
                .startsWith("INVALID_PROGRAM: The jar has no such program")
                .contains("is not static")
                .doesNotContain("\tat ");
        assertThat(CALLS).isEmpty();
    }

    /** Such as one for a newer Java. */
    @Test
    void aClassThatCannotBeLinkedIsRefusedInWords() throws Exception {
        assertThat(run(jar("demo/Job.class", new byte[] {1, 2, 3}), "--class", "demo.Job"))
                .isEqualTo(1);

        assertThat(errors.toString())
                .startsWith("INVALID_PROGRAM: The jar has no such program")
                .contains("ClassFormatError")
                .doesNotContain("\tat ");
    }
}
