/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static io.sampo.core.type.ScalarKeyTypes.readInt;
import static io.sampo.core.type.ScalarKeyTypes.readLong;
import static io.sampo.core.type.ScalarKeyTypes.writeInt;
import static io.sampo.core.type.ScalarKeyTypes.writeLong;

import io.sampo.core.io.BinaryOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** Those {@code java.time} values as keys that are a few numbers and nothing else. */
final class TimeKeyTypes {
    private static final KeyType<LocalDate> DATE =
            new ScalarKeyType<>(
                    LocalDate.class,
                    value -> Long.hashCode(value.toEpochDay()),
                    (value, target) -> writeLong(value.toEpochDay(), target),
                    source -> LocalDate.ofEpochDay(readLong(source)));
    private static final KeyType<LocalTime> TIME =
            new ScalarKeyType<>(
                    LocalTime.class,
                    value -> Long.hashCode(value.toNanoOfDay()),
                    (value, target) -> writeLong(value.toNanoOfDay(), target),
                    source -> LocalTime.ofNanoOfDay(readLong(source)));
    private static final KeyType<LocalDateTime> DATE_TIME =
            new ScalarKeyType<>(
                    LocalDateTime.class,
                    value ->
                            31 * Long.hashCode(value.toLocalDate().toEpochDay())
                                    + Long.hashCode(value.toLocalTime().toNanoOfDay()),
                    (value, target) -> {
                        writeLong(value.toLocalDate().toEpochDay(), target);
                        writeLong(value.toLocalTime().toNanoOfDay(), target);
                    },
                    source ->
                            LocalDateTime.of(
                                    LocalDate.ofEpochDay(readLong(source)),
                                    LocalTime.ofNanoOfDay(readLong(source))));
    private static final KeyType<Instant> INSTANT =
            new ScalarKeyType<>(
                    Instant.class,
                    value -> hash(value.getEpochSecond(), value.getNano()),
                    (value, target) -> write(value.getEpochSecond(), value.getNano(), target),
                    source -> Instant.ofEpochSecond(readLong(source), readInt(source)));
    private static final KeyType<Duration> DURATION =
            new ScalarKeyType<>(
                    Duration.class,
                    value -> hash(value.getSeconds(), value.getNano()),
                    (value, target) -> write(value.getSeconds(), value.getNano(), target),
                    source -> Duration.ofSeconds(readLong(source), readInt(source)));
    private static final KeyType<OffsetDateTime> OFFSET_DATE_TIME =
            new ScalarKeyType<>(
                    OffsetDateTime.class,
                    value ->
                            31 * hash(value.toEpochSecond(), value.getNano())
                                    + value.getOffset().getTotalSeconds(),
                    (value, target) -> {
                        write(value.toEpochSecond(), value.getNano(), target);
                        writeInt(value.getOffset().getTotalSeconds(), target);
                    },
                    source ->
                            OffsetDateTime.ofInstant(
                                    Instant.ofEpochSecond(readLong(source), readInt(source)),
                                    ZoneOffset.ofTotalSeconds(readInt(source))));
    private static final KeyType<Year> YEAR =
            new ScalarKeyType<>(
                    Year.class,
                    Year::getValue,
                    (value, target) -> writeInt(value.getValue(), target),
                    source -> Year.of(readInt(source)));
    private static final KeyType<YearMonth> YEAR_MONTH =
            new ScalarKeyType<>(
                    YearMonth.class,
                    value -> 31 * value.getYear() + value.getMonthValue(),
                    (value, target) -> {
                        writeInt(value.getYear(), target);
                        target.writeByte(value.getMonthValue());
                    },
                    source -> YearMonth.of(readInt(source), source.readByte()));

    private TimeKeyTypes() {}

    static List<KeyType<?>> all() {
        return List.of(
                DATE, TIME, DATE_TIME, INSTANT, DURATION, OFFSET_DATE_TIME, YEAR, YEAR_MONTH);
    }

    private static int hash(long seconds, int nanos) {
        return 31 * Long.hashCode(seconds) + nanos;
    }

    private static void write(long seconds, int nanos, BinaryOutput target) {
        writeLong(seconds, target);
        writeInt(nanos, target);
    }
}
