/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import static com.hazelcast.jet.pipeline.WindowDefinition.sliding;
import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.function.ComparatorEx;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tuple2;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamStage;
import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.benchmarks.workload.Person;
import io.sampo.benchmarks.workload.WordEvents;
import io.sampo.benchmarks.workload.Workload;
import java.util.List;
import java.util.Objects;

/** The workloads as pipelines. */
final class Pipelines {
    private Pipelines() {}

    /**
     * Returns the pipeline of a workload.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Pipeline of(Workload workload, long seed, long events) {
        Pipeline pipeline = Pipeline.create();
        switch (workload) {
            case W1, W7, W7_ARCHIVE -> countWords(pipeline, seed, events);
            case W5 -> copyBids(pipeline, seed, events);
            case Q0 -> bids(pipeline, seed, events).writeTo(ResultSink.checksum(NexmarkRows::bid));
            case Q1 ->
                    bids(pipeline, seed, events)
                            .map(NexmarkRows::converted)
                            .writeTo(ResultSink.checksum(NexmarkRows::bid));
            case Q2 ->
                    bids(pipeline, seed, events)
                            .filter(NexmarkRows::isKeptByQ2)
                            .writeTo(ResultSink.checksum(NexmarkRows::q2));
            case Q3 -> joinSellers(events(pipeline, seed, events));
            case Q5 -> hotAuctions(bids(pipeline, seed, events));
            case Q7 -> bestBids(bids(pipeline, seed, events));
            case Q8 -> newcomers(events(pipeline, seed, events));
            default -> throw new IllegalArgumentException("No pipeline: workload=" + workload);
        }
        return pipeline;
    }

    private static void countWords(Pipeline pipeline, long seed, long events) {
        WordEvents words = new WordEvents(seed);
        pipeline.readFrom(LaneSource.of(events, words::word))
                .withoutTimestamps()
                .groupingKey(word -> word)
                .mapStateful(
                        LongAccumulator::new,
                        (count, key, word) -> {
                            count.add(1);
                            return new WordCount(word, count.get());
                        })
                .writeTo(ResultSink.checksum(WordCount::count));
    }

    /**
     * A word with its count so far.
     *
     * @param word the word
     * @param count how often it came
     */
    record WordCount(String word, long count) {}

    private static void copyBids(Pipeline pipeline, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        pipeline.readFrom(LaneSource.of(events, nexmark::nthBid))
                .withoutTimestamps()
                .rebalance()
                .map(bid -> bid.withPrice(bid.price() + 1))
                .rebalance(Bid::auction)
                .map(bid -> bid.withPrice(bid.price() + 1))
                .writeTo(ResultSink.checksum(NexmarkRows::bid));
    }

    private static StreamStage<Event> events(Pipeline pipeline, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return pipeline.readFrom(LaneSource.of(events, nexmark::event))
                .withTimestamps(Event::dateTime, NexmarkEvents.DISORDER_MS);
    }

    private static StreamStage<Bid> bids(Pipeline pipeline, long seed, long events) {
        return events(pipeline, seed, events)
                .filter(event -> event.bid() != null)
                .map(event -> Objects.requireNonNull(event.bid()));
    }

    private static void joinSellers(StreamStage<Event> events) {
        events.filter(NexmarkRows::isKeptByQ3)
                .groupingKey(NexmarkRows::personId)
                .flatMapStateful(SellerJoin::new, (join, id, event) -> join.add(event))
                .writeTo(
                        ResultSink.checksum(pair -> NexmarkRows.q3(pair.seller(), pair.auction())));
    }

    private static void hotAuctions(StreamStage<Bid> bids) {
        bids.groupingKey(Bid::auction)
                .window(sliding(NexmarkRows.WINDOW_MS, NexmarkRows.SLIDE_MS))
                .aggregate(AggregateOperations.counting())
                // the counts of a window have the time of its end
                .window(tumbling(NexmarkRows.SLIDE_MS))
                .aggregate(MostBids.operation())
                .flatMap(window -> Traversers.traverseIterable(window.result()))
                .writeTo(
                        ResultSink.checksum(
                                count -> NexmarkRows.q5(count.end(), count.key(), count.result())));
    }

    private static void bestBids(StreamStage<Bid> bids) {
        bids.window(tumbling(NexmarkRows.WINDOW_MS))
                .aggregate(AggregateOperations.maxBy(betterIsGreater()))
                .writeTo(
                        ResultSink.checksum(
                                window -> NexmarkRows.q7(window.end(), window.result())));
    }

    private static ComparatorEx<Bid> betterIsGreater() {
        return (one, other) ->
                NexmarkRows.isBetter(one, other) ? 1 : NexmarkRows.isBetter(other, one) ? -1 : 0;
    }

    private static void newcomers(StreamStage<Event> events) {
        StreamStage<Person> persons =
                events.filter(event -> event.person() != null)
                        .map(event -> Objects.requireNonNull(event.person()));
        StreamStage<Auction> auctions =
                events.filter(event -> event.auction() != null)
                        .map(event -> Objects.requireNonNull(event.auction()));
        persons.groupingKey(Person::id)
                .window(tumbling(NexmarkRows.WINDOW_MS))
                .aggregate2(
                        AggregateOperations.toList(),
                        auctions.groupingKey(Auction::seller),
                        AggregateOperations.toList())
                .flatMap(Pipelines::pairs)
                .writeTo(
                        ResultSink.checksum(
                                row -> NexmarkRows.q8(row.windowEnd, row.person, row.auction)));
    }

    private static Traverser<NewAuction> pairs(
            KeyedWindowResult<Long, Tuple2<List<Person>, List<Auction>>> window) {
        List<Auction> auctions = Objects.requireNonNull(window.result().f1());
        return Traversers.traverseIterable(Objects.requireNonNull(window.result().f0()))
                .flatMap(
                        person ->
                                Traversers.traverseIterable(auctions)
                                        .map(
                                                auction ->
                                                        new NewAuction(
                                                                window.end(),
                                                                person.id(),
                                                                auction.id())));
    }

    /**
     * A new person and what the person sells.
     *
     * @param windowEnd the end of the window, exclusive
     * @param person who is new
     * @param auction what the person sells
     */
    record NewAuction(long windowEnd, long person, long auction) {}
}
