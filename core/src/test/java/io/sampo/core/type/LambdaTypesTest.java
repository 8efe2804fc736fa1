/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.KeySelector;
import io.sampo.core.function.ReduceFunction;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LambdaTypesTest {
    record Order(String id, long total) {}

    static class ById implements KeySelector<Order, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getKey(Order record) {
            return record.id();
        }
    }

    abstract static class Keyed<A, B> implements KeySelector<B, A> {
        private static final long serialVersionUID = 1L;
    }

    static class Deep extends Keyed<List<String>, Order> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<String> getKey(Order record) {
            return List.of(record.id());
        }
    }

    static class Count implements AggregateFunction<Order, Map<String, Long>, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, Long> createAccumulator() {
            return Map.of();
        }

        @Override
        public Map<String, Long> add(Order value, Map<String, Long> accumulator) {
            return accumulator;
        }

        @Override
        public Long getResult(Map<String, Long> accumulator) {
            return 0L;
        }

        @Override
        public Map<String, Long> merge(Map<String, Long> left, Map<String, Long> right) {
            return left;
        }
    }

    static class Generic<T> implements KeySelector<T, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer getKey(T record) {
            return record.hashCode();
        }
    }

    @Test
    void findsTheTypesOfALambda() {
        KeySelector<Order, Long> lambda = order -> order.total();

        assertThat(LambdaTypes.resultOf(lambda, KeySelector.class))
                .isEqualTo(TypeInfo.of(Long.class));
        assertThat(LambdaTypes.typeArgument(lambda, KeySelector.class, 1))
                .isEqualTo(TypeInfo.of(Long.class));
        assertThat(LambdaTypes.typeArgument(lambda, KeySelector.class, 0))
                .isEqualTo(TypeInfo.of(Order.class));
    }

    @Test
    void findsTheTypesOfAMethodReference() {
        KeySelector<Order, String> reference = Order::id;
        ReduceFunction<Integer> sum = Integer::sum;

        assertThat(LambdaTypes.resultOf(reference, KeySelector.class))
                .isEqualTo(TypeInfo.of(String.class));
        assertThat(LambdaTypes.resultOf(sum, ReduceFunction.class))
                .isEqualTo(TypeInfo.of(Integer.class));
    }

    @Test
    void aLambdaKeepsNoTypeArguments() {
        KeySelector<Order, List<String>> lambda = order -> List.of(order.id());

        assertThat(LambdaTypes.resultOf(lambda, KeySelector.class).type()).isEqualTo(List.class);
    }

    @Test
    void findsTheTypesOfAClass() {
        assertThat(LambdaTypes.resultOf(new ById(), KeySelector.class))
                .isEqualTo(TypeInfo.of(String.class));
        assertThat(LambdaTypes.typeArgument(new ById(), KeySelector.class, 0))
                .isEqualTo(TypeInfo.of(Order.class));
        TypeInfo<?> deep = LambdaTypes.resultOf(new Deep(), KeySelector.class);
        assertThat(deep.rawClass()).isEqualTo(List.class);
        assertThat(deep.type()).hasToString("java.util.List<java.lang.String>");
        TypeInfo<?> accumulator = LambdaTypes.typeArgument(new Count(), AggregateFunction.class, 1);
        assertThat(accumulator.rawClass()).isEqualTo(Map.class);
        assertThat(accumulator.type())
                .hasToString("java.util.Map<java.lang.String, java.lang.Long>");
    }

    @Test
    void findsTheTypesOfAnAnonymousClass() {
        KeySelector<Order, byte[]> anonymous =
                new KeySelector<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public byte[] getKey(Order record) {
                        return new byte[0];
                    }
                };

        assertThat(LambdaTypes.resultOf(anonymous, KeySelector.class))
                .isEqualTo(TypeInfo.of(byte[].class));
    }

    @Test
    void saysWhenItDoesNotKnow() {
        assertThat(LambdaTypes.typeArgument(new Generic<Order>(), KeySelector.class, 0))
                .isEqualTo(TypeInfo.unknown());
        assertThat(LambdaTypes.resultOf(new Generic<Order>(), KeySelector.class))
                .isEqualTo(TypeInfo.of(Integer.class));
        assertThat(LambdaTypes.resultOf(this.<Order>identity(), KeySelector.class))
                .isEqualTo(TypeInfo.unknown());
        Function<String, Integer> notSerializable = String::length;
        assertThat(LambdaTypes.resultOf(notSerializable, Function.class))
                .isEqualTo(TypeInfo.unknown());
        Function<String, Integer> serializable =
                (Function<String, Integer> & Serializable) String::length;
        assertThat(LambdaTypes.resultOf(serializable, Function.class))
                .isEqualTo(TypeInfo.of(Integer.class));
        assertThat(LambdaTypes.resultOf(new Count(), AggregateFunction.class))
                .isEqualTo(TypeInfo.unknown());
    }

    private <T> KeySelector<T, T> identity() {
        return value -> value;
    }
}
