/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How keys are divided: key to key group to subtask, by the formulas of SEMANTICS rules 1 to 3. The
 * only code that does so. Start with {@link io.sampo.state.keygroup.KeyGroups}.
 */
@NullMarked
package io.sampo.state.keygroup;

import org.jspecify.annotations.NullMarked;
