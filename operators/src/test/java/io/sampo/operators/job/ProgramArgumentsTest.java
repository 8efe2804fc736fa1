/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramArgumentsTest {
    @Test
    void readsTheArgumentsOfAMain() {
        ProgramArguments arguments =
                ProgramArguments.parse(
                        "--input",
                        "clicks.csv",
                        "--verbose",
                        "--gap=30min",
                        "--offset",
                        "-5",
                        "--empty=",
                        "--last");

        assertThat(arguments.values())
                .isEqualTo(
                        Map.of(
                                "--input", "clicks.csv",
                                "--verbose", "true",
                                "--gap", "30min",
                                "--offset", "-5",
                                "--empty", "",
                                "--last", "true"));
        assertThat(arguments.isSet("--verbose")).isTrue();
        assertThat(arguments.isSet("--quiet")).isFalse();
    }

    @Test
    void readsValuesByType() {
        ProgramArguments arguments =
                ProgramArguments.parse(
                        "--n",
                        "7",
                        "--big",
                        "5000000000",
                        "--share",
                        "0.25",
                        "--gap",
                        "90s",
                        "--mode",
                        "batch",
                        "--in",
                        "a/b");

        assertThat(arguments.number("--n", 7)).contains(7);
        assertThat(arguments.longNumber("--big", 0)).contains(5_000_000_000L);
        assertThat(arguments.decimal("--share")).contains(0.25);
        assertThat(arguments.duration("--gap")).contains(Duration.ofSeconds(90));
        assertThat(arguments.choice("--mode", ExecutionMode.class)).contains(ExecutionMode.BATCH);
        assertThat(arguments.path("--in")).contains(Path.of("a/b"));
        assertThat(arguments.text("--in")).contains("a/b");
        assertThat(arguments.number("--other", 0)).isEmpty();
        assertThat(arguments.required("--in", arguments::path)).isEqualTo(Path.of("a/b"));
    }

    @ParameterizedTest
    @CsvSource({
        "0ms, PT0S",
        "500ms, PT0.5S",
        "30 s, PT30S",
        "5min, PT5M",
        "5m, PT5M",
        "2h, PT2H",
        "3d, PT72H"
    })
    void readsTimes(String text, Duration expected) {
        assertThat(new ProgramArguments(Map.of("--x", text)).duration("--x")).contains(expected);
    }

    private static void refused(String value, Function<ProgramArguments, Optional<?>> reader) {
        ProgramArguments arguments = new ProgramArguments(Map.of("--x", value));
        assertThatThrownBy(() -> reader.apply(arguments))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("is expected: --x=" + value);
    }

    @Test
    void refusesValuesThatDoNotFit() {
        refused("6", arguments -> arguments.number("--x", 7));
        refused("2147483648", arguments -> arguments.number("--x", 7));
        refused("seven", arguments -> arguments.number("--x", 7));
        refused("-1", arguments -> arguments.longNumber("--x", 0));
        refused("NaN", arguments -> arguments.decimal("--x"));
        refused("often", arguments -> arguments.duration("--x"));
        refused("-1s", arguments -> arguments.duration("--x"));
        refused("9223372036854775807d", arguments -> arguments.duration("--x"));
        refused("99999999999999999999s", arguments -> arguments.duration("--x"));
        refused("BATCH", arguments -> arguments.choice("--x", ExecutionMode.class));
        refused("a\0b", arguments -> arguments.path("--x"));
    }

    @Test
    void namesTheChoices() {
        ProgramArguments arguments = new ProgramArguments(Map.of("--x", "fast"));
        assertThatThrownBy(() -> arguments.choice("--x", ExecutionMode.class))
                .hasMessage("One of streaming, batch, automatic is expected: --x=fast");
    }

    @Test
    void namesWhatIsMissing() {
        ProgramArguments arguments = ProgramArguments.parse("--b", "--a", "1");
        assertThatThrownBy(() -> arguments.required("--input", arguments::path))
                .isInstanceOf(StreamException.class)
                .hasMessage("An option is missing: option=--input given=[--a, --b]");
    }

    @ParameterizedTest
    @CsvSource({
        "input, Options begin with two dashes: argument=input",
        "-v, Options begin with two dashes: argument=-v",
        "--, Options begin with two dashes: argument=--",
        "--a=1 --a, An option is given twice: option=--a"
    })
    void refusesWhatIsNoOption(String line, String message) {
        assertThatThrownBy(() -> ProgramArguments.parse(line.split(" ", -1)))
                .isInstanceOf(StreamException.class)
                .hasMessage(message);
    }
}
