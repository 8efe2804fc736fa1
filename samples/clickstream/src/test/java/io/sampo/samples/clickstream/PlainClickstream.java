/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The results, computed from all input at once.
 *
 * @param enriched by user, in order of time
 * @param metrics by user, in order of time
 */
record PlainClickstream(
        Map<String, List<EnrichedClick>> enriched, Map<String, List<UserMetrics>> metrics) {
    static PlainClickstream of(Traffic traffic, Duration window) {
        List<Profile> profiles =
                LongStream.range(0, traffic.profiles()).mapToObj(traffic::profile).toList();
        Map<String, List<EnrichedClick>> enriched = new TreeMap<>();
        LongStream.range(0, traffic.clicks())
                .mapToObj(traffic::click)
                .filter(click -> !click.robot())
                .sorted(Comparator.comparingLong(Click::atMillis))
                .forEach(
                        click ->
                                enriched.computeIfAbsent(click.user(), user -> new ArrayList<>())
                                        .add(enrich(click, profiles)));
        Map<String, List<UserMetrics>> metrics = new TreeMap<>();
        enriched.forEach((user, clicks) -> metrics.put(user, count(user, clicks, window)));
        return new PlainClickstream(enriched, metrics);
    }

    private static EnrichedClick enrich(Click click, List<Profile> profiles) {
        String country = "unknown";
        String plan = "none";
        for (Profile profile : profiles) {
            if (profile.user().equals(click.user()) && profile.atMillis() <= click.atMillis()) {
                country = profile.country();
                plan = profile.plan();
            }
        }
        return new EnrichedClick(click.user(), click.page(), country, plan, click.atMillis());
    }

    private static List<UserMetrics> count(
            String user, List<EnrichedClick> clicks, Duration window) {
        Map<Long, List<EnrichedClick>> byWindow = new TreeMap<>();
        for (EnrichedClick click : clicks) {
            long start = click.atMillis() - Math.floorMod(click.atMillis(), window.toMillis());
            byWindow.computeIfAbsent(start, each -> new ArrayList<>()).add(click);
        }
        List<UserMetrics> metrics = new ArrayList<>();
        byWindow.forEach(
                (start, within) -> {
                    HashSet<String> pages = new HashSet<>();
                    within.forEach(click -> pages.add(click.page()));
                    metrics.add(
                            new UserMetrics(
                                    user,
                                    start,
                                    start + window.toMillis(),
                                    within.size(),
                                    pages.size(),
                                    within.stream().filter(c -> c.plan().equals("pro")).count()));
                });
        return metrics;
    }
}
