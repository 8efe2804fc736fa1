/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * A new person.
 *
 * @param id unique
 * @param name first and last name
 * @param email address
 * @param creditCard number
 * @param city where the person lives
 * @param state of the United States, two letters
 * @param dateTime event time, milliseconds since the epoch
 * @param extra payload without a meaning
 */
public record Person(
        long id,
        String name,
        String email,
        String creditCard,
        String city,
        String state,
        long dateTime,
        String extra) {}
