/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    enum Mode {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    record Storage(Path directory, int retained) {
        Storage {
            if (retained == 0) {
                throw new IllegalArgumentException("retained must not be 0");
            }
        }
    }

    record Settings(
            Duration interval,
            Optional<Duration> timeout,
            long buffer,
            int retries,
            double share,
            boolean enabled,
            String name,
            Optional<String> label,
            List<String> hosts,
            Mode mode,
            Storage storage) {
        static Settings from(Config config) {
            return SettingsReader.read(
                    config,
                    "sampo.test",
                    in ->
                            new Settings(
                                    in.duration("interval", Duration.ofMillis(10)),
                                    in.optionalDuration("timeout", Duration.ZERO),
                                    in.bytes("buffer", 1024),
                                    in.integer("retries", 0, 9),
                                    in.fraction("share", 0, 1),
                                    in.flag("enabled"),
                                    in.string("name"),
                                    in.optionalString("label"),
                                    in.strings("hosts"),
                                    in.choice("mode", Mode.class),
                                    in.section(
                                            "storage",
                                            nested ->
                                                    new Storage(
                                                            nested.path("directory"),
                                                            nested.integer("retained", 0, 5)))));
        }
    }

    private static final String GOOD =
            """
            sampo.test {
              interval = 10s
              timeout = off
              buffer = 64 KiB
              retries = 3
              share = 0.25
              enabled = on
              name = some
              hosts = [a, b]
              mode = at-least-once
              storage { directory = /data, retained = 2 }
            }
            """;

    @Test
    void secretsAreNotShown() {
        Config config = parse("sampo.test { token = open, tokn = sesame }");
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        config,
                                        "sampo.test",
                                        in -> {
                                            in.problem("token", "something longer");
                                            return in.string("token");
                                        }))
                .hasMessageContaining("sampo.test.token = (hidden)")
                .hasMessageContaining("sampo.test.tokn = (hidden)")
                .hasMessageNotContainingAny("open", "sesame");
    }

    @Test
    void readsEveryKind() {
        Settings settings = Settings.from(parse(GOOD));

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                Duration.ofSeconds(10),
                                Optional.empty(),
                                65536,
                                3,
                                0.25,
                                true,
                                "some",
                                Optional.empty(),
                                List.of("a", "b"),
                                Mode.AT_LEAST_ONCE,
                                new Storage(Path.of("/data"), 2)));
    }

    @Test
    void readsWhatIsOptional() {
        Settings settings = Settings.from(with("timeout = 5m, label = x"));

        assertThat(settings.timeout()).contains(Duration.ofMinutes(5));
        assertThat(settings.label()).contains("x");
        assertThat(Settings.from(with("label = \"\"")).label()).isEmpty();
        assertThat(Settings.from(with("timeout = \"off\"")).timeout()).isEmpty();
    }

    @Test
    void reportsAllProblemsAtOnceWithWhereTheyAre() {
        assertProblems(
                """
                interval = 5 parsecs
                buffer = 10
                retries = 10
                share = 1.5
                enabled = perhaps
                name = "  "
                mode = exactly
                hosts = a
                storage { retained = 9 }
                """,
                "9 settings are wrong:",
                "sampo.test.interval = 5 parsecs (test.conf: 12): expected a duration of at least"
                        + " 10ms, such as 10s or 500ms.",
                "sampo.test.buffer = 10 (test.conf: 13): expected a number of bytes of at least"
                        + " 1024",
                "sampo.test.retries = 10 (test.conf: 14): expected a whole number from 0 to 9.",
                "sampo.test.share = 1.5 (test.conf: 15): expected a number from 0.0 to 1.0.",
                "sampo.test.enabled = perhaps (test.conf: 16): expected on or off.",
                "sampo.test.name =    (test.conf: 17): expected a text.",
                "sampo.test.mode = exactly (test.conf: 18): expected one of exactly-once,"
                        + " at-least-once.",
                "sampo.test.hosts = a (test.conf: 19): expected a list of texts",
                "sampo.test.storage.retained = 9 (test.conf: 20): expected a whole number from 0 to"
                        + " 5.");
    }

    @Test
    void reportsWhatIsMissing() {
        assertThatThrownBy(() -> Settings.from(parse("sampo.test { interval = 10s }")))
                .hasMessageContaining("sampo.test.mode is missing: expected one of")
                .hasMessageContaining("sampo.test.storage.directory is missing: expected a path")
                .hasMessageContaining("9 settings are wrong")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.from(ConfigFactory.empty()))
                .hasMessageContaining("sampo.test.interval is missing");
    }

    @Test
    void unknownKeysAreProblemsAndTheNearestIsNamed() {
        assertProblems(
                "intervall = 5s",
                "A setting is wrong: sampo.test.intervall = 5s (test.conf: 12): no such setting. Did"
                        + " you mean sampo.test.interval?");
        assertProblems(
                "storage.retaind = 1",
                "sampo.test.storage.retaind = 1 (test.conf: 12): no such setting. Did you mean"
                        + " sampo.test.storage.retained?");
        assertProblems("storge { a = 1 }", "sampo.test.storge", "Did you mean sampo.test.storage?");
        assertProblems("colour = red", "no such setting. Remove it; there is interval, timeout");
        assertProblems("\"interval.x\" = 1", "sampo.test.\"interval.x\" = 1");
    }

    @Test
    void keysWithDotsReachIntoSections() {
        Config config = parse("s { a { b = 1, c = 2 } }");

        assertThat(
                        SettingsReader.<Integer>read(
                                config,
                                "s",
                                in -> in.integer("a.b", 0, 9) + in.integer("a.c", 0, 9)))
                .isEqualTo(3);
        assertThatThrownBy(() -> read("s { a { b = 1, c = 2 } }", in -> in.integer("a.b", 0, 9)))
                .hasMessageContaining("s.a.c = 2")
                .hasMessageContaining("no such setting");
    }

    @Test
    void whatIsSomebodyElsesIsIgnored() {
        assertThatCode(
                        () ->
                                read(
                                        "s { a = 1, other { x = 1 } }",
                                        in -> {
                                            in.ignore("other");
                                            return in.integer("a", 0, 9);
                                        }))
                .doesNotThrowAnyException();
        Config config = parse("sampo { state { x = 1 }, chekpoint { y = 2 } }");
        assertThatThrownBy(
                        () ->
                                SettingsReader.refuseUnknown(
                                        config, "sampo", List.of("state", "checkpoint")))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.chekpoint = {y=2}")
                .hasMessageContaining("Did you mean sampo.checkpoint?");
        assertThatCode(
                        () ->
                                SettingsReader.refuseUnknown(
                                        config, "sampo", List.of("state", "chekpoint")))
                .doesNotThrowAnyException();
    }

    @Test
    void aProblemOfTwoSettingsTogetherIsReportedLikeTheOthers() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "s { min = 5, max = 3 }",
                                        in -> {
                                            int min = in.integer("min", 0, 9);
                                            if (in.integer("max", 0, 9) < min) {
                                                in.problem("max", "at least min, which is " + min);
                                            }
                                            return min;
                                        }))
                .hasMessageContaining(
                        "s.max = 3 (test.conf: 1): expected at least min, which is 5.");
    }

    @Test
    void aRecordsOwnObjectionDoesNotHideTheProblems() {
        // the neutral value that stands for the wrong one is refused by the record
        assertProblems("storage.retained = many", "sampo.test.storage.retained = many");
        assertThatThrownBy(() -> Settings.from(with("storage.retained = 0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retained must not be 0");
    }

    @Test
    void aSectionThatIsNoSectionIsAProblem() {
        assertThatThrownBy(() -> read("s = 3", in -> in.integer("a", 0, 9)))
                .hasMessageContaining("s = 3 (test.conf: 1): expected a section, as in s { ... }");
    }

    @Test
    void theProblemsOfAllSectionsAreReportedTogether() {
        Config config =
                parse("a { n = many, typo = 1 }\nb = 3\nc { n = 10 }\nd { n = 1 }\ne { n = 99 }");
        Function<SettingsReader, ?> number = in -> in.integer("n", 0, 9);
        Function<SettingsReader, ?> objecting =
                in -> new Storage(Path.of("x"), in.integer("n", 0, 9));

        assertThatThrownBy(
                        () ->
                                SettingsReader.check(
                                        config,
                                        Map.of(
                                                "a", number, "b", number, "c", number, "d", number,
                                                "e", objecting)))
                .isInstanceOf(StreamException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "5 settings are wrong:\n"
                                + "  a.n = many (test.conf: 1): expected a whole number from 0 to 9.\n"
                                + "  a.typo = 1 (test.conf: 1): no such setting. Remove it; there is"
                                + " n\n"
                                + "  b = 3 (test.conf: 2): expected a section, as in b { ... }.\n"
                                + "  c.n = 10 (test.conf: 3): expected a whole number from 0 to 9.\n"
                                + "  e.n = 99 (test.conf: 5): expected a whole number from 0 to 9.");
        assertThatCode(() -> SettingsReader.check(config, Map.of("d", number)))
                .doesNotThrowAnyException();
    }

    @Test
    void wholeNumbersAreNotCutOff() {
        for (String bad : List.of("2.5", "1e30", "99999999999", "x", "[1]", "{}")) {
            assertThatThrownBy(() -> read("s { a = " + bad + " }", in -> in.integer("a", 0, 9)))
                    .as("a = %s", bad)
                    .hasMessageContaining("expected a whole number from 0 to 9");
        }
        assertThat(this.<Integer>read("s { a = 2.0 }", in -> in.integer("a", 0, 9))).isEqualTo(2);
        assertThat(
                        this.<Long>read(
                                "s { a = 9223372036854775807 }",
                                in -> in.number("a", 0, Long.MAX_VALUE)))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void optionalPathsAreEmptyWhenBlank() {
        assertThat(this.<Optional<Path>>read("s { p = \"\" }", in -> in.optionalPath("p")))
                .isEmpty();
        assertThat(this.<Optional<Path>>read("s {}", in -> in.optionalPath("p"))).isEmpty();
        assertThat(this.<Optional<Path>>read("s { p = /a }", in -> in.optionalPath("p")))
                .contains(Path.of("/a"));
    }

    private static void assertProblems(String lines, String... messages) {
        assertThatThrownBy(() -> Settings.from(with(lines)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContainingAll(messages);
    }

    private <T> T read(String text, Function<SettingsReader, T> body) {
        return SettingsReader.read(parse(text), "s", body);
    }

    /** The good settings, with {@code lines} after their eleven lines. */
    private static Config with(String lines) {
        return parse(GOOD.replaceAll("}\\s*$", "") + lines + "\n}");
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(
                        text, ConfigParseOptions.defaults().setOriginDescription("test.conf"))
                .resolve();
    }
}
