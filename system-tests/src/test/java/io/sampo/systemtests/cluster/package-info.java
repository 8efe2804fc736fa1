/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Nodes in processes of their own: how they find each other, and what becomes of those that die,
 * hang, leave or are strangers.
 */
package io.sampo.systemtests.cluster;
