/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.backend.KeyedTablesContract.NONE;
import static io.sampo.state.backend.StateContents.NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.state.backend.StateContents.At;
import io.sampo.state.backend.StateContents.Time;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.Reading;
import io.sampo.state.testkit.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A keyed backend beside plain maps that hold the same: every operation goes to both, every answer
 * is compared.
 */
public final class StateModel {
    private final NumberedKeys keys;
    private final Random random;
    private final String about;
    private final StateSubject subject;
    private StateContents contents = new StateContents();

    public StateModel(
            KeyedStateBackend<Object> backend,
            IntFunction<Object> keys,
            int keyCount,
            Random random,
            String about) {
        this(backend, new NumberedKeys(keys, keyCount, about), random);
    }

    private StateModel(KeyedStateBackend<Object> backend, NumberedKeys keys, Random random) {
        this.keys = keys;
        this.random = random;
        about = keys.about();
        subject = new StateSubject(backend, keys);
    }

    KeyedStateBackend<Object> backend() {
        return subject.backend;
    }

    /** Returns the expected state as it is now. */
    public StateContents mark() {
        return contents.copy();
    }

    /** Does some random operations. */
    public void change(int count) {
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(keys.count());
            BackendHarness.key(subject.backend, keys.key(key));
            for (int again = random.nextInt(3); again >= 0; again--) {
                step(key);
            }
        }
    }

    private void step(int key) {
        switch (random.nextInt(13)) {
            case 0, 1 -> tally(key);
            case 2 -> text(key);
            case 3 -> list(key);
            case 4 -> windowList(key);
            case 5, 6 -> map(key);
            case 7 -> count(key);
            case 8 -> windowTally(key);
            case 9 -> window(key);
            case 10 -> reading(subject.readings, NONE, contents.readings(), key);
            case 11 -> windowReading(key);
            default -> timer(key);
        }
    }

    private void tally(int key) {
        Tally before = subject.tallies.get(NONE);
        assertThat(before).as(about).isEqualTo(contents.tallies().get(key));
        if (random.nextInt(6) == 0) {
            subject.tallies.remove(NONE);
            contents.tallies().remove(key);
        } else if (before != null && random.nextInt(4) > 0) {
            before.count++;
            before.note = "n" + random.nextInt(100);
            subject.tallies.put(NONE, before);
            contents.tallies().put(key, new Tally(before.count, before.note));
        } else if (random.nextBoolean()) {
            Tally fresh = tally();
            contents.tallies().put(key, new Tally(fresh.count, fresh.note));
            subject.tallies.put(NONE, fresh);
        }
    }

    private void windowTally(int key) {
        long namespace = random.nextInt(NAMESPACES);
        At at = new At(key, namespace);
        Tally before = subject.windowTallies.get(namespace);
        assertThat(before).as(about).isEqualTo(contents.windowTallies().get(at));
        if (before != null && random.nextInt(8) == 0) {
            subject.windowTallies.remove(namespace);
            contents.windowTallies().remove(at);
            return;
        }
        Tally after = before == null ? tally() : before;
        after.count++;
        subject.windowTallies.put(namespace, after);
        contents.windowTallies().put(at, new Tally(after.count, after.note));
    }

    /** Walks through what all keys have in one namespace, and may drop it. */
    private void window(int key) {
        if (!subject.backend.walksNamespaces()) {
            return;
        }
        long namespace = random.nextInt(NAMESPACES);
        boolean drop = random.nextInt(10) == 0;
        NamespaceRows<Long> tallies = subject.windowTallies.rows();
        walk(
                tallies,
                namespace,
                () -> subject.windowTallies.get(namespace),
                contents.windowTallies());
        walk(
                subject.windowLists.rows(),
                namespace,
                () -> subject.windowLists.get(namespace),
                contents.windowLists());
        if (drop) {
            tallies.drop(namespace);
            contents.windowTallies().keySet().removeIf(at -> at.namespace().equals(namespace));
            subject.windowLists.rows().drop(namespace);
            contents.windowLists().keySet().removeIf(at -> at.namespace().equals(namespace));
        }
        BackendHarness.key(subject.backend, keys.key(key));
        assertThat(tallies.contains(namespace))
                .as(about)
                .isEqualTo(contents.windowTallies().containsKey(new At(key, namespace)));
    }

    private <V> void walk(
            NamespaceRows<Long> rows, long namespace, Supplier<?> value, Map<At, V> expected) {
        Map<At, Object> found = new HashMap<>();
        rows.walk(namespace);
        while (rows.next()) {
            At at = new At(keys.number(subject.backend.currentKey()), namespace);
            assertThat(found.put(at, value.get())).as(about).isNull();
        }
        Map<At, V> inNamespace = new HashMap<>(expected);
        inNamespace.keySet().removeIf(at -> !at.namespace().equals(namespace));
        assertThat(found).as(about).isEqualTo(inNamespace);
        assertThat(rows.namespaces().contains(namespace))
                .as(about)
                .isEqualTo(!inNamespace.isEmpty());
    }

    private void text(int key) {
        At at = new At(key, "ns" + random.nextInt(NAMESPACES));
        String namespace = (String) at.namespace();
        switch (random.nextInt(3)) {
            case 0 -> {
                subject.texts.remove(namespace);
                contents.texts().remove(at);
            }
            case 1 -> {
                String text = "t" + random.nextInt();
                subject.texts.put(namespace, text);
                contents.texts().put(at, text);
            }
            default ->
                    assertThat(subject.texts.get(namespace))
                            .as(about)
                            .isEqualTo(contents.texts().get(at));
        }
    }

    private void count(int key) {
        Long before = subject.counts.get(NONE);
        assertThat(before).as(about).isEqualTo(contents.counts().get(key));
        if (random.nextInt(4) == 0) {
            subject.counts.remove(NONE);
            contents.counts().remove(key);
        } else {
            long after = before == null ? random.nextLong() : before + 1;
            subject.counts.put(NONE, after);
            contents.counts().put(key, after);
        }
    }

    private void windowReading(int key) {
        long namespace = random.nextInt(NAMESPACES);
        At at = new At(key, namespace);
        reading(subject.windowReadings, namespace, contents.windowReadings(), at);
    }

    private <N, A> void reading(
            ValueTable<N, Reading> table, N namespace, Map<A, Reading> expected, A at) {
        Reading before = table.get(namespace);
        assertThat(before).as(about).isEqualTo(expected.get(at));
        if (random.nextInt(6) == 0) {
            table.remove(namespace);
            expected.remove(at);
            return;
        }
        Reading after =
                before != null && random.nextBoolean()
                        ? new Reading(before.count() + 1, -1, before.share(), before.note())
                        : reading();
        table.put(namespace, after);
        expected.put(at, after);
    }

    private Reading reading() {
        String note = random.nextInt(3) == 0 ? null : "r" + random.nextInt(100);
        return new Reading(random.nextLong(), random.nextInt(), random.nextDouble(), note);
    }

    private void list(int key) {
        changeList(subject.lists, NONE, contents.lists(), key);
    }

    private void windowList(int key) {
        long namespace = random.nextInt(NAMESPACES);
        changeList(subject.windowLists, namespace, contents.windowLists(), new At(key, namespace));
    }

    private <N, A> void changeList(
            ListTable<N, Long> table, N namespace, Map<A, List<Long>> expected, A at) {
        List<Long> before = expected.getOrDefault(at, List.of());
        switch (random.nextInt(10)) {
            case 0 -> {
                table.remove(namespace);
                expected.remove(at);
            }
            case 1 -> {
                List<Long> fresh = random.longs(random.nextInt(4)).boxed().toList();
                table.put(namespace, fresh);
                expected.put(at, fresh);
                if (fresh.isEmpty()) {
                    expected.remove(at);
                }
            }
            case 2 -> {
                assertThat(table.get(namespace)).as(about).containsExactlyElementsOf(before);
                assertThat(table.isEmpty(namespace)).as(about).isEqualTo(before.isEmpty());
            }
            default -> {
                long element = random.nextLong();
                table.add(namespace, element);
                List<Long> after = new ArrayList<>(before);
                after.add(element);
                expected.put(at, after);
            }
        }
    }

    private void map(int key) {
        long namespace = random.nextInt(NAMESPACES);
        At at = new At(key, namespace);
        Map<Integer, Tally> expected = new HashMap<>(contents.maps().getOrDefault(at, Map.of()));
        int userKey = random.nextInt(12);
        assertThat(subject.maps.isEmpty(namespace)).as(about).isEqualTo(expected.isEmpty());
        switch (random.nextInt(20)) {
            case 0 -> {
                subject.maps.clear(namespace);
                expected.clear();
            }
            case 1, 2 -> iterate(namespace, expected);
            case 3, 4, 5, 6 -> {
                subject.maps.remove(namespace, userKey);
                expected.remove(userKey);
            }
            case 7, 8, 9, 10 -> {
                Tally found = subject.maps.get(namespace, userKey);
                assertThat(found).as(about).isEqualTo(expected.get(userKey));
                if (found != null) {
                    found.count++;
                    subject.maps.put(namespace, userKey, found);
                    expected.put(userKey, new Tally(found.count, found.note));
                }
            }
            default -> {
                Tally fresh = tally();
                expected.put(userKey, new Tally(fresh.count, fresh.note));
                subject.maps.put(namespace, userKey, fresh);
            }
        }
        assertThat(subject.maps.contains(namespace, userKey))
                .as(about)
                .isEqualTo(expected.containsKey(userKey));
        if (expected.isEmpty()) {
            contents.maps().remove(at);
        } else {
            contents.maps().put(at, expected);
        }
    }

    private void iterate(long namespace, Map<Integer, Tally> expected) {
        Map<Integer, Tally> seen = new HashMap<>();
        int removeOf = 1 + random.nextInt(4);
        Set<Integer> removed = new HashSet<>();
        for (Iterator<Map.Entry<Integer, Tally>> all = subject.maps.entries(namespace);
                all.hasNext(); ) {
            Map.Entry<Integer, Tally> entry = all.next();
            seen.put(entry.getKey(), entry.getValue());
            if (random.nextInt(removeOf) == 0) {
                all.remove();
                removed.add(entry.getKey());
            }
        }
        assertThat(seen).as(about).isEqualTo(expected);
        expected.keySet().removeAll(removed);
    }

    private void timer(int key) {
        long timestamp = random.nextInt(50);
        if (random.nextBoolean()) {
            Time time = new Time(key, timestamp, NONE);
            changeTimer(subject.others, contents.others(), time, NONE);
            return;
        }
        long namespace = random.nextInt(NAMESPACES);
        changeTimer(
                subject.timers, contents.timers(), new Time(key, timestamp, namespace), namespace);
    }

    private <N> void changeTimer(
            TimerQueue<Object, N> queue, Set<Time> expected, Time time, N namespace) {
        long earliest = expected.stream().mapToLong(Time::timestamp).min().orElse(Long.MAX_VALUE);
        assertThat(queue.nextTimestamp()).as(about).isEqualTo(earliest);
        assertThat(queue.isEmpty()).as(about).isEqualTo(expected.isEmpty());
        switch (random.nextInt(6)) {
            case 0, 1 ->
                    assertThat(queue.remove(time.timestamp(), namespace))
                            .as(about)
                            .isEqualTo(expected.remove(time));
            case 2 -> {
                TimerQueue.Timer<Object, N> polled = queue.pollUntil(time.timestamp());
                assertThat(polled != null).as(about).isEqualTo(earliest <= time.timestamp());
                if (polled != null) {
                    assertThat(polled.timestamp()).as(about).isEqualTo(earliest);
                    Time was =
                            new Time(
                                    keys.number(polled.key()),
                                    polled.timestamp(),
                                    polled.namespace());
                    assertThat(expected.remove(was)).as(about).isTrue();
                }
            }
            default ->
                    assertThat(queue.add(time.timestamp(), namespace))
                            .as(about)
                            .isEqualTo(expected.add(time));
        }
    }

    private Tally tally() {
        return new Tally(random.nextInt(1000), "n" + random.nextInt(100));
    }

    /** Compares the whole subject with the model, and takes all timers. */
    public void verify() {
        assertThat(subject.read()).as(about).isEqualTo(contents);
        contents.timers().clear();
        contents.others().clear();
    }

    /** Goes on with other backends' state of the same content. */
    StateModel on(KeyedStateBackend<Object> backend, StateContents expected) {
        StateModel next = new StateModel(backend, keys, random);
        next.contents = expected.copy();
        return next;
    }

    /** Compares restored backends, which share the keys among them, with what was expected. */
    public void verifyRestored(
            Collection<KeyedStateBackend<Object>> backends, StateContents expected) {
        for (KeyedStateBackend<Object> backend : backends) {
            StateSubject restored = new StateSubject(backend, keys);
            assertThat(restored.read())
                    .as("%s keyGroups=%s", about, backend.keyGroups())
                    .isEqualTo(expected.of(key -> keys.isOwned(backend, key)));
        }
    }
}
