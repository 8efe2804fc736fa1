/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.JSerializer;
import org.jspecify.annotations.Nullable;

/** Lets the actor system send {@link WireMessage}s; named in {@code reference.conf}. */
public final class MessageSerializer extends JSerializer {
    private static final int IDENTIFIER = 26_110;

    private final MessageCodec codec;

    /** Called by the actor system. */
    public MessageSerializer(ExtendedActorSystem system) {
        codec = new MessageCodec(ActorRefResolver.get(Adapter.toTyped(system)));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object message) {
        return codec.encode(message);
    }

    @Override
    public @Nullable Object fromBinaryJava(byte[] bytes, @Nullable Class<?> manifest) {
        return codec.decode(bytes);
    }
}
