package dev.godwit.mls;

import java.util.List;

/// The tests of mls that run compiled too.
public final class MlsTests {
  /// All that hold it against vectors, what its cryptography refuses, and its simulated lives.
  public static final List<Class<?>> CLASSES =
      List.of(
          CryptoBasicsVectorTest.class,
          CryptoAnswersTest.class,
          CryptoRefusalTest.class,
          KeyScheduleVectorTest.class,
          MessageProtectionVectorTest.class,
          MessagesVectorTest.class,
          PassiveClientVectorTest.class,
          SecretTreeVectorTest.class,
          TreeKemVectorTest.class,
          TreeMathVectorTest.class,
          TreeVectorTest.class,
          WelcomeVectorTest.class,
          LifecycleSim.class);

  private MlsTests() {}
}
