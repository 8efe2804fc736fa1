/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

/**
 * A part that is complete and durable, and waits for its checkpoint.
 *
 * @param pending absolute path under which it was written
 * @param target absolute path under which it will be seen
 * @param length in bytes
 * @param checksum CRC-32C of its bytes
 * @param attempt the attempt that wrote it
 */
public record FileCommittable(
        String pending, String target, long length, String checksum, int attempt) {}
