/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the types that a user function takes and returns: from its class where it is one, from the
 * serialized form where it is a lambda or method reference. Used when a job is built. Thread-safe.
 *
 * <p>What is found is what the compiler wrote down: for a lambda the types without their arguments,
 * and the bound where it was made inside a generic method.
 */
public final class LambdaTypes {
    private LambdaTypes() {}

    /**
     * Returns what a type parameter of {@code functionalInterface} stands for in {@code function}.
     *
     * @param functionalInterface generic interface, for example {@code KeySelector.class}
     * @param typeParameter index of the parameter, for example 1 for the {@code K} of {@code
     *     KeySelector<T, K>}
     * @return with its type arguments for a class; without for a lambda; {@link TypeInfo#unknown()}
     *     where it cannot be known
     */
    public static TypeInfo<?> typeArgument(
            Object function, Class<?> functionalInterface, int typeParameter) {
        TypeVariable<?> wanted = functionalInterface.getTypeParameters()[typeParameter];
        if (!Lambdas.isLambda(function.getClass())) {
            Map<TypeVariable<?>, Type> known = new HashMap<>();
            collect(function.getClass(), known);
            return infoOf(resolve(wanted, known));
        }
        Method method = singleMethod(functionalInterface);
        MethodType actual = actualType(function);
        if (method == null || actual == null) {
            return TypeInfo.unknown();
        }
        if (method.getGenericReturnType().equals(wanted)) {
            return infoOf(actual.returnType());
        }
        Type[] parameters = method.getGenericParameterTypes();
        for (int i = 0; i < parameters.length && i < actual.parameterCount(); i++) {
            if (parameters[i].equals(wanted)) {
                return infoOf(actual.parameterType(i));
            }
        }
        return TypeInfo.unknown();
    }

    /**
     * Returns what the one abstract method of {@code functionalInterface} returns in {@code
     * function}; as {@link #typeArgument}.
     */
    public static TypeInfo<?> resultOf(Object function, Class<?> functionalInterface) {
        Method method = singleMethod(functionalInterface);
        if (method == null) {
            return TypeInfo.unknown();
        }
        if (Lambdas.isLambda(function.getClass())) {
            MethodType actual = actualType(function);
            return actual == null ? TypeInfo.unknown() : infoOf(actual.returnType());
        }
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        collect(function.getClass(), known);
        return infoOf(resolve(method.getGenericReturnType(), known));
    }

    private static @Nullable MethodType actualType(Object lambda) {
        SerializedLambda form = Lambdas.serializedForm(lambda);
        if (form == null) {
            return null;
        }
        try {
            return MethodType.fromMethodDescriptorString(
                    form.getInstantiatedMethodType(), lambda.getClass().getClassLoader());
        } catch (IllegalArgumentException | TypeNotPresentException unknown) {
            return null;
        }
    }

    private static @Nullable Method singleMethod(Class<?> functionalInterface) {
        Method found = null;
        for (Method method : functionalInterface.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
                if (found != null) {
                    return null;
                }
                found = method;
            }
        }
        return found;
    }

    /** {@code Comparator} declares {@code equals} again, for example. */
    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException own) {
            return false;
        }
    }

    /** Notes what each type variable of the supertypes stands for. */
    private static void collect(Class<?> type, Map<TypeVariable<?>, Type> known) {
        Type parent = type.getGenericSuperclass();
        if (parent != null) {
            collect(parent, known);
        }
        for (Type implemented : type.getGenericInterfaces()) {
            collect(implemented, known);
        }
    }

    private static void collect(Type supertype, Map<TypeVariable<?>, Type> known) {
        if (supertype instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.put(variables[i], generic.getActualTypeArguments()[i]);
            }
            collect(raw, known);
        } else if (supertype instanceof Class<?> raw) {
            collect(raw, known);
        }
    }

    private static Type resolve(Type type, Map<TypeVariable<?>, Type> known) {
        Type next = type;
        while (next instanceof TypeVariable<?> variable) {
            Type meaning = known.get(variable);
            if (meaning == null) {
                return variable.getBounds()[0];
            }
            next = meaning;
        }
        return next;
    }

    private static TypeInfo<?> infoOf(Type type) {
        Class<?> raw = rawOf(type);
        if (raw == Object.class || raw == void.class) {
            return TypeInfo.unknown();
        }
        return new TypeInfo<>(raw, type instanceof Class<?> ? raw : type);
    }

    private static Class<?> rawOf(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.isPrimitive() ? MethodType.methodType(raw).wrap().returnType() : raw;
        } else if (type instanceof ParameterizedType generic) {
            return rawOf(generic.getRawType());
        } else if (type instanceof GenericArrayType array) {
            return rawOf(array.getGenericComponentType()).arrayType();
        } else if (type instanceof WildcardType wildcard) {
            return rawOf(wildcard.getUpperBounds()[0]);
        } else if (type instanceof TypeVariable<?> variable) {
            return rawOf(variable.getBounds()[0]);
        }
        return Object.class;
    }
}
