/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How nodes find each other, know each other and see who is there: TLS, the members, the majority.
 * Start with {@link io.sampo.cluster.formation.MembershipActor}. The members belong to its thread;
 * what listens is called there and must not block.
 */
@NullMarked
package io.sampo.cluster.formation;

import org.jspecify.annotations.NullMarked;
