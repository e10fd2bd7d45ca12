package dev.godwit.bench.mls;

/// What was measured of a large group, with the primitives measured in the same run.
public record GroupFigures(Steps steps, Sizes sizes, PrimitiveFloor primitives) {}
