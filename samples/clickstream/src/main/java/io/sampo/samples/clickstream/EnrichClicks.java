/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins each click with the latest profile of its user: the one that was valid when the click was
 * made. A click waits for the watermark of both streams, since its profile may still be on its way;
 * so each run gives the same results, however fast the topics are read.
 */
final class EnrichClicks extends KeyedCoProcessFunction<String, Click, Profile, EnrichedClick> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ListState<Click> waiting;
    private transient @Nullable ListState<Profile> versions;

    @Override
    public void open(RuntimeContext context) {
        waiting = context.getState(StateDescriptor.list("waiting", Click.class));
        versions = context.getState(StateDescriptor.list("versions", Profile.class));
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement1(
            Click click, KeyedProcessFunction.Context<String> context, Collector<EnrichedClick> out)
            throws Exception {
        waiting.add(click);
        context.timerService().registerEventTimeTimer(click.atMillis());
    }

    /** Keeps the profile, and forgets those that no click can ask for any more. */
    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement2(
            Profile profile,
            KeyedProcessFunction.Context<String> context,
            Collector<EnrichedClick> out)
            throws Exception {
        long passed = context.timerService().currentWatermark();
        Profile oldest = validAt(passed, profile.user());
        List<Profile> kept = new ArrayList<>();
        for (Profile version : versions.get()) {
            if (version.atMillis() >= oldest.atMillis()) {
                kept.add(version);
            }
        }
        kept.add(profile);
        versions.update(kept);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onTimer(
            long now,
            KeyedProcessFunction.OnTimerContext<String> context,
            Collector<EnrichedClick> out)
            throws Exception {
        Profile profile = validAt(now, context.getCurrentKey());
        List<Click> later = new ArrayList<>();
        for (Click click : waiting.get()) {
            if (click.atMillis() == now) {
                out.collect(
                        new EnrichedClick(
                                click.user(),
                                click.page(),
                                profile.country(),
                                profile.plan(),
                                now));
            } else {
                later.add(click);
            }
        }
        waiting.update(later);
    }

    @SuppressWarnings("NullAway") // set in open
    private Profile validAt(long time, String user) throws Exception {
        Profile valid = Profile.unknown(user);
        for (Profile version : versions.get()) {
            if (version.atMillis() <= time && version.atMillis() >= valid.atMillis()) {
                valid = version;
            }
        }
        return valid;
    }
}
