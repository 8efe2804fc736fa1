/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import java.util.List;

/**
 * What the enumerator keeps in a checkpoint.
 *
 * @param unassigned splits that no reader has yet; all others are in the readers' snapshots
 */
public record DataGenState(List<DataGenSplit> unassigned) {}
