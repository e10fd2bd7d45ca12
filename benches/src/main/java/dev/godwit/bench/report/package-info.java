/// How a measurement is told: a table for people, one JSON object for machines.
@NullMarked
package dev.godwit.bench.report;

import org.jspecify.annotations.NullMarked;
