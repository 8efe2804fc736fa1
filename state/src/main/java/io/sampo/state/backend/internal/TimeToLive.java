/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

import io.sampo.core.time.Clock;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.StateTtlConfig.StateVisibility;
import io.sampo.state.StateTtlConfig.UpdateType;
import io.sampo.state.backend.Sweep;
import io.sampo.state.backend.TableSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The rules of one state that expires. {@link #isExpired} may be called by any thread. */
public final class TimeToLive {
    private final StateTtlConfig config;
    private final Clock clock;

    /** Touched by the subtask's thread only; null if there is nothing to do in the background. */
    private final @Nullable Sweep sweep;

    /** Creates the rules. */
    public TimeToLive(StateTtlConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        StateTtlConfig.Cleanup cleanup = config.cleanup();
        sweep = cleanup.isOff() ? null : new Sweep(cleanup.rows(), cleanup.forEveryRecord());
    }

    /** Notes an access to the table; called on the subtask's thread. */
    void accessed() {
        if (sweep != null) {
            sweep.accessed();
        }
    }

    /** Returns the table that holds the values with their times. */
    @SuppressWarnings("unchecked") // the class of all such values
    public <N, V> TableSpec<N, Expiring<V>> stored(TableSpec<N, V> spec) {
        Class<Expiring<V>> raw = (Class<Expiring<V>>) (Class<?>) Expiring.class;
        return new TableSpec<>(
                spec.name(),
                new ExpiringNamespaces<>(spec.namespaces()),
                new TypeInfo<>(raw, new ExpiringType(spec.valueType().type())),
                this::isExpired,
                sweep);
    }

    <V> Expiring<V> stamped(V value) {
        return new Expiring<>(value, clock.currentTimeMillis());
    }

    /** Returns whether the time is over; exactly at its end it is. Never overflows. */
    boolean isExpired(Expiring<?> stored) {
        return clock.currentTimeMillis() - stored.accessMillis() >= config.timeToLiveMillis();
    }

    /** Returns whether expired state may be seen. */
    boolean showsExpired() {
        return config.visibility() == StateVisibility.RETURN_EXPIRED_IF_NOT_CLEANED_UP;
    }

    /** Returns whether reading a value that has not expired is to change its time. */
    boolean isToBeStampedAnew(Expiring<?> read) {
        return config.updateType() == UpdateType.ON_READ_AND_WRITE
                && read.accessMillis() != clock.currentTimeMillis();
    }

    /** {@code Expiring<V>}, as far as V is known. */
    private record ExpiringType(Type value) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {value};
        }

        @Override
        public Type getRawType() {
            return Expiring.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }

        @Override
        public String getTypeName() {
            return Expiring.class.getName() + "<" + value.getTypeName() + ">";
        }
    }
}
