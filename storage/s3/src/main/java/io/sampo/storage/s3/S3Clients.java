/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of what the settings say. */
final class S3Clients {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE_IF_TOO_MUCH = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private S3Clients() {}

    static S3Client open(S3Settings settings) {
        try {
            S3ClientBuilder builder =
                    S3Client.builder()
                            .credentialsProvider(credentials(settings))
                            .forcePathStyle(settings.pathStyle())
                            // Our files have checksums of their own, and not all storages know
                            // Amazon's newer ways to send theirs.
                            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                            .overrideConfiguration(all -> all.retryStrategy(retries(settings)))
                            .httpClientBuilder(
                                    Apache5HttpClient.builder()
                                            .maxConnections(settings.connections())
                                            .connectionTimeout(settings.timeout())
                                            .socketTimeout(settings.timeout()));
            settings.endpoint().ifPresent(builder::endpointOverride);
            region(settings).ifPresent(builder::region);
            return builder.build();
        } catch (SdkException failure) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "No client of the object storage can be made: endpoint="
                            + settings.place()
                            + ": "
                            + StreamException.withoutFullStop(failure)
                            + ". See "
                            + S3Settings.PATH
                            + ".",
                    failure);
        }
    }

    /** Storages that are not Amazon's have no regions, and want one in each signature. */
    private static Optional<Region> region(S3Settings settings) {
        return settings.region()
                .map(Region::of)
                .or(() -> settings.endpoint().map(own -> Region.US_EAST_1));
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.keys().isPresent()) {
            return StaticCredentialsProvider.create(credentials(settings.keys().get()));
        }
        return settings.profile().isPresent()
                ? ProfileCredentialsProvider.create(settings.profile().get())
                : DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentials credentials(S3Settings.Keys keys) {
        return keys.token().isPresent()
                ? AwsSessionCredentials.create(keys.access(), keys.secret(), keys.token().get())
                : AwsBasicCredentials.create(keys.access(), keys.secret());
    }

    /** A checkpoint that waits is better than one that fails. */
    private static StandardRetryStrategy retries(S3Settings settings) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(settings.attempts())
                // An answer that is cut off is none, which by itself the client says of its
                // headers only.
                .retryOnRootCauseInstanceOf(IOException.class)
                // Many subtasks fail at the same time; none of them is to be refused its attempts.
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(FIRST_PAUSE_IF_TOO_MUCH, LONGEST_PAUSE))
                .build();
    }
}
