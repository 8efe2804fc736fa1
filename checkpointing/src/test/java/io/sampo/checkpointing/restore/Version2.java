/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.io.Checksums;

/** Metadata as a later release may write it. */
final class Version2 {
    private Version2() {}

    static byte[] sealed() {
        String body = "{\n  \"format\" : \"sampo-checkpoint\",\n  \"version\" : 2";
        String checksum = Checksums.of(Snapshots.bytes(body));
        return Snapshots.bytes(body + ",\n  \"checksum\": \"" + checksum + "\"\n}\n");
    }
}
