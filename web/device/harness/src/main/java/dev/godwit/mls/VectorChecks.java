package dev.godwit.mls;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every test of mls that holds it against vectors, by the name `Class.method`.
public final class VectorChecks {
  private VectorChecks() {}

  public static Map<String, Runnable> all() {
    Map<String, Runnable> checks = new LinkedHashMap<>();
    checks.put(
        "CryptoBasicsVectorTest.labeledOperationsGiveTheValuesOfTheVectors",
        new CryptoBasicsVectorTest()::labeledOperationsGiveTheValuesOfTheVectors);
    KeyScheduleVectorTest keySchedule = new KeyScheduleVectorTest();
    checks.put(
        "KeyScheduleVectorTest.everyEpochHasTheSecretsOfTheVectors",
        keySchedule::everyEpochHasTheSecretsOfTheVectors);
    checks.put(
        "KeyScheduleVectorTest.preSharedKeysAreChained", keySchedule::preSharedKeysAreChained);
    checks.put(
        "KeyScheduleVectorTest.transcriptHashesFollowTheCommit",
        keySchedule::transcriptHashesFollowTheCommit);
    checks.put(
        "MessageProtectionVectorTest.messagesOfOthersOpenAndOwnOnesToo",
        new MessageProtectionVectorTest()::messagesOfOthersOpenAndOwnOnesToo);
    checks.put(
        "MessagesVectorTest.everyStructureSurvivesDecodingAndEncoding",
        new MessagesVectorTest()::everyStructureSurvivesDecodingAndEncoding);
    checks.put(
        "SecretTreeVectorTest.everyLeafHasTheKeysOfTheVectorsOnce",
        new SecretTreeVectorTest()::everyLeafHasTheKeysOfTheVectorsOnce);
    TreeMathVectorTest treeMath = new TreeMathVectorTest();
    checks.put(
        "TreeMathVectorTest.indicesAreThoseOfTheVectors", treeMath::indicesAreThoseOfTheVectors);
    checks.put("TreeMathVectorTest.subtreesSpanTheirLeaves", treeMath::subtreesSpanTheirLeaves);
    TreeVectorTest tree = new TreeVectorTest();
    checks.put(
        "TreeVectorTest.proposalsChangeTheTreeAsInTheVectors",
        tree::proposalsChangeTheTreeAsInTheVectors);
    checks.put("TreeVectorTest.treesOfTheVectorsAreValid", tree::treesOfTheVectorsAreValid);
    return checks;
  }
}
