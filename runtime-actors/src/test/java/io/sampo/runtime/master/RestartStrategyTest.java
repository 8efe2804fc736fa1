/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.master.RestartSettings.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RestartStrategyTest {
    private static final StreamException FAILURE =
            new StreamException(ErrorCode.USER_FUNCTION, "failed");

    private static RestartSettings settings(Strategy strategy, int maxAttempts) {
        return new RestartSettings(
                strategy,
                maxAttempts,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10));
    }

    static Stream<Arguments> pauses() {
        return Stream.of(
                arguments(Strategy.NONE, true, 0, "-"),
                arguments(Strategy.AUTO, false, 0, "-"),
                arguments(
                        Strategy.AUTO,
                        true,
                        0,
                        "0 100 200 400 800 1600 3200 6400 12800 25600 51200 60000 60000"),
                arguments(Strategy.EXPONENTIAL, false, 0, "0 100 200 400"),
                arguments(Strategy.EXPONENTIAL, true, 3, "0 100 200 -"),
                arguments(Strategy.FIXED_DELAY, false, 0, "1000 1000 1000 1000"),
                arguments(Strategy.FIXED_DELAY, true, 1, "1000 -"));
    }

    @ParameterizedTest(name = "{0} checkpoints={1} max={2}: {3}")
    @MethodSource("pauses")
    void rule56_thePausesBetweenFailuresInARow(
            Strategy strategy, boolean checkpointing, int maxAttempts, String expected) {
        RestartStrategy restarts =
                new RestartStrategy(settings(strategy, maxAttempts), checkpointing);
        List<String> pauses = new ArrayList<>();
        long now = 5_000_000;
        for (int i = 0; i < expected.split(" ").length; i++) {
            Optional<Duration> pause = restarts.onFailure(FAILURE, now);
            pauses.add(pause.map(p -> String.valueOf(p.toMillis())).orElse("-"));
            now += pause.map(Duration::toMillis).orElse(0L) + 10;
        }

        assertThat(String.join(" ", pauses)).isEqualTo(expected);
    }

    @Test
    void rule56_afterRunningForLongAFailureIsTheFirstAgain() {
        RestartStrategy restarts = new RestartStrategy(settings(Strategy.EXPONENTIAL, 2), true);
        restarts.onFailure(FAILURE, 0);
        Duration second = restarts.onFailure(FAILURE, 10).orElseThrow();
        long restarted = 10 + second.toMillis();
        long tenMinutes = Duration.ofMinutes(10).toMillis();

        assertThat(restarts.onFailure(FAILURE, restarted + tenMinutes)).hasValue(Duration.ZERO);
    }

    @Test
    void rule56_justBeforeThatItIsNot() {
        RestartStrategy restarts = new RestartStrategy(settings(Strategy.EXPONENTIAL, 0), true);
        restarts.onFailure(FAILURE, 0);

        assertThat(restarts.onFailure(FAILURE, Duration.ofMinutes(10).toMillis() - 1))
                .hasValue(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void onlyWhatARestartCanMendIsRestarted(ErrorCode code) {
        RestartStrategy restarts = new RestartStrategy(settings(Strategy.EXPONENTIAL, 0), true);

        assertThat(restarts.onFailure(new StreamException(code, "failed"), 0).isPresent())
                .isEqualTo(code.retryable());
    }

    @Test
    void settingsHaveTheDefaultsOfReferenceConf() {
        assertThat(RestartSettings.from(ConfigFactory.load()))
                .isEqualTo(settings(Strategy.AUTO, 0));
    }
}
