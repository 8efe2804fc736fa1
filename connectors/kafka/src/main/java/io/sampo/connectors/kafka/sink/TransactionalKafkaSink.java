/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SharedState;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** A sink with transactions. */
final class TransactionalKafkaSink<T> extends KafkaSink<T>
        implements TwoPhaseSink<T, KafkaCommittable> {
    private static final long serialVersionUID = 1L;

    /** Made with the committer, taken over by the writer of the same subtask. */
    private transient @Nullable TransactionPool pool;

    TransactionalKafkaSink(KafkaSinkOptions<T> options) {
        super(options);
    }

    /** What must be a sink's own: its transactional ids. */
    @Override
    public String target() {
        return options.servers() + " transactional ids " + options.transactionalIdPrefix() + "-*";
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(SinkContext context) throws Exception {
        Properties properties = options.producerProperties(context.subtaskIndex());
        int timeout;
        try (Admin admin = Admin.create(options.adminProperties())) {
            timeout = TransactionTimeout.of(admin, options, context);
        }
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        TransactionPool made =
                new TransactionPool(
                        options.transactionalIdPrefix(),
                        context.subtaskIndex(),
                        options.poolSize(),
                        timeout,
                        id -> KafkaSinkOptions.producer(withId(properties, id)),
                        new ProducerInternals());
        pool = made;
        return new TransactionCommitter(made);
    }

    private static Properties withId(Properties shared, String id) {
        Properties result = new Properties();
        result.putAll(shared);
        result.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return result;
    }

    @Override
    public PreCommittingWriter<T, KafkaCommittable> createWriter(SinkContext context)
            throws Exception {
        TransactionPool own = Objects.requireNonNull(pool, "The committer comes first");
        pool = null;
        SharedState<PoolState> pools = context.sharedState("transactional-ids", PoolState.class);
        try (Admin admin = Admin.create(options.adminProperties())) {
            List<String> found = Fencing.known(admin, options.transactionalIdPrefix());
            List<String> fenced = own.open(pools.restored(), found, context.parallelism());
            own.fenced(Fencing.of(admin, fenced, own.timeoutMillis()));
        } catch (ExecutionException failure) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The transactional ids of a Kafka sink cannot be fenced at the moment: operator="
                            + context.operatorName()
                            + " prefix="
                            + options.transactionalIdPrefix()
                            + " servers="
                            + options.servers()
                            + " cause="
                            + StreamException.withoutFullStop(failure)
                            + ". A broker that has just died is counted for some seconds more; the"
                            + " next attempt asks again.",
                    failure);
        }
        return new TransactionalWriter<>(own, pools, new MessageSender<>(options.serializer()));
    }
}
