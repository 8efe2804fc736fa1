/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.function.ReduceFunction;
import io.sampo.core.type.LambdaTypes;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.LastOutput;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reduction of all records of each key, and emits it anew for every record; in bounded
 * mode once, when the key ends. Reads and writes its table directly; the backend looks the key up
 * once for both.
 *
 * @param <T> type of the records
 */
public final class KeyedReduceOperator<T> extends BasicOperator<T, T> {
    private final ReduceFunction<T> function;
    private @Nullable ValueTable<NoNamespace, T> table;
    private @Nullable LastOutput<T> last;

    /** Creates the operator around its own copy of the function. */
    public KeyedReduceOperator(ReduceFunction<T> function) {
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // the function's own type
    public void open(OperatorContext context, Output<T> output) throws Exception {
        last = LastOutput.inBatch(context, output);
        super.open(context, last == null ? output : last);
        TypeInfo<T> type =
                (TypeInfo<T>) LambdaTypes.typeArgument(function, ReduceFunction.class, 0);
        table =
                context.keyedState()
                        .valueTable(new TableSpec<>("reduction", NamespaceType.NONE, type));
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        T before = table.get(NoNamespace.INSTANCE);
        T after = before == null ? record : function.reduce(before, record);
        table.put(NoNamespace.INSTANCE, after);
        output.collect(after, timestamp);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) {
        if (last != null) {
            last.release();
        }
        return true;
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
