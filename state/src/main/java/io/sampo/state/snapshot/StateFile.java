/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

/**
 * Points to one finished file of a snapshot. Plain data: stored in the checkpoint's metadata.
 *
 * @param path relative to the job's checkpoint directory, with {@code /} between its parts
 * @param length in bytes
 * @param checksum CRC-32C of the content as eight hexadecimal digits
 */
public record StateFile(String path, long length, String checksum) {}
