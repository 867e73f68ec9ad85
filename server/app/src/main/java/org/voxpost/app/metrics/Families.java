package org.voxpost.app.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voxpost.engine.capture.Delays;

/** Figures of one instant as they are put together. Every name begins with {@code voxpost_}. */
final class Families {

    private static final String PREFIX = "voxpost_";

    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /** What only grows; its name is given without {@code _total}. */
    Families counter(String name, String help, long value) {
        all.metricSnapshot(CounterSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build());
        return this;
    }

    Families counters(String name, String help, String label, Map<String, Long> values) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach((of, value) -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, of))
                .value((double) value)
                .build()));
        all.metricSnapshot(family.build());
        return this;
    }

    Families gauge(String name, String help, long value) {
        return gauge(name, help, (double) value);
    }

    Families gauge(String name, String help, double value) {
        all.metricSnapshot(GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build());
        return this;
    }

    Families gauges(String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach((of, value) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of(label, of))
                .value(value.doubleValue())
                .build()));
        all.metricSnapshot(family.build());
        return this;
    }

    Families summary(String name, String help, long count, double sum) {
        all.metricSnapshot(SummarySnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(
                        SummaryDataPointSnapshot.builder().count(count).sum(sum).build())
                .build());
        return this;
    }

    /** Seconds by classes, from which a collector makes quantiles. */
    Families histogram(String name, String help, Delays delays) {
        List<Double> bounds = new ArrayList<>();
        delays.upTo().forEach(bound -> bounds.add(bound.toMillis() / 1e3));
        bounds.add(Double.POSITIVE_INFINITY);
        all.metricSnapshot(HistogramSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, delays.counts()))
                        .sum(delays.sum().toNanos() / 1e9)
                        .build())
                .build());
        return this;
    }

    MetricSnapshots build() {
        return all.build();
    }
}
