/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import java.util.List;

/**
 * Records that a {@link CollectSink} hands to the program that started the job.
 *
 * @param <T> type of the records
 * @param id the same if the batch is handed over again after a restart; empty if nothing keeps it
 *     from being handed over twice
 * @param records in the order in which they were written
 */
public record CollectedBatch<T>(String id, List<T> records) {}
