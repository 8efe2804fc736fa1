/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

/**
 * What is read, as a JSON object of about 150 bytes.
 *
 * @param user the key
 * @param page that was looked at
 * @param country of the user
 * @param agent the user's browser
 * @param millis how long it was looked at
 * @param at event time, in milliseconds since 1970
 */
public record Click(String user, String page, String country, String agent, int millis, long at) {}
