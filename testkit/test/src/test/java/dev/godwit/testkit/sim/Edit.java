package dev.godwit.testkit.sim;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;

/// One deliberate break in the compiled code of a named method. The sources know nothing of it.
sealed interface Edit {
  /// The full name of the class that is broken.
  String target();

  /// The method in it, whose lambdas belong to it; all methods of that name.
  String method();

  /// Calls of `callee` in the method are not made; what they would answer is this number. A callee
  /// may be named with the count of its arguments, as in `put/2`.
  record Drop(String target, String method, String callee, int number) implements Edit {}

  /// Calls of `callee` in the method go to a static method instead, which is handed the receiver,
  /// if there is one, and the arguments.
  record Swap(String target, String method, String callee, String to, String name)
      implements Edit {}

  /// Where the method reads a field of an int, it finds this number.
  record Field(String target, String method, String field, int number) implements Edit {}

  /// The method does nothing but answer this number; 0 stands for false, null and nothing too.
  record Answer(String target, String method, int number) implements Edit {}

  /// The class with this break. Fails when there is nothing to break any more.
  default byte[] applyTo(ClassFile files, byte[] original) {
    AtomicInteger hits = new AtomicInteger();
    byte[] broken = files.transformClass(files.parse(original), transform(hits));
    if (hits.get() == 0) {
      throw new AssertionError("there is nothing to break any more: " + this);
    }
    return broken;
  }

  private ClassTransform transform(AtomicInteger hits) {
    return switch (this) {
      case Drop drop ->
          ClassTransform.transformingMethodBodies(
              this::isIn, calls(drop.callee, hits, (code, call) -> drop(code, call, drop.number)));
      case Swap swap ->
          ClassTransform.transformingMethodBodies(
              this::isIn, calls(swap.callee, hits, (code, call) -> swap(code, call, swap)));
      case Field field -> ClassTransform.transformingMethodBodies(this::isIn, reads(field, hits));
      case Answer answer ->
          ClassTransform.transformingMethods(
              this::isIn,
              (method, element) -> {
                if (element instanceof CodeModel code) {
                  hits.incrementAndGet();
                  TypeKind kind = returned(code.parent().orElseThrow().methodTypeSymbol());
                  method.withCode(body -> push(body, kind, answer.number).return_(kind));
                } else {
                  method.with(element);
                }
              });
    };
  }

  private boolean isIn(MethodModel model) {
    String name = model.methodName().stringValue();
    return name.equals(method()) || name.startsWith("lambda$" + method() + "$");
  }

  /// What stands in place of a call.
  interface Instead {
    void emit(CodeBuilder code, InvokeInstruction call);
  }

  private static CodeTransform calls(String callee, AtomicInteger hits, Instead instead) {
    return (CodeBuilder code, CodeElement element) -> {
      if (element instanceof InvokeInstruction call && isTo(call, callee)) {
        hits.incrementAndGet();
        instead.emit(code, call);
      } else {
        code.with(element);
      }
    };
  }

  private static boolean isTo(InvokeInstruction call, String callee) {
    String name = call.name().stringValue();
    return callee.equals(name) || callee.equals(name + "/" + call.typeSymbol().parameterCount());
  }

  private static CodeTransform reads(Field field, AtomicInteger hits) {
    return (CodeBuilder code, CodeElement element) -> {
      if (element instanceof FieldInstruction read
          && read.opcode() == Opcode.GETFIELD
          && read.name().stringValue().equals(field.field)) {
        hits.incrementAndGet();
        code.pop().loadConstant(field.number);
      } else {
        code.with(element);
      }
    };
  }

  private static void drop(CodeBuilder code, InvokeInstruction call, int number) {
    MethodTypeDesc type = call.typeSymbol();
    for (ClassDesc argument : type.parameterList().reversed()) {
      pop(code, TypeKind.from(argument));
    }
    if (call.opcode() != Opcode.INVOKESTATIC) {
      code.pop();
    }
    push(code, returned(type), number);
  }

  private static void swap(CodeBuilder code, InvokeInstruction call, Swap swap) {
    MethodTypeDesc type =
        call.opcode() == Opcode.INVOKESTATIC
            ? call.typeSymbol()
            : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
    code.invokestatic(ClassDesc.of(swap.to), swap.name, type);
  }

  private static TypeKind returned(MethodTypeDesc type) {
    return TypeKind.from(type.returnType()).asLoadable();
  }

  private static void pop(CodeBuilder code, TypeKind kind) {
    if (kind.slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  private static CodeBuilder push(CodeBuilder code, TypeKind kind, int number) {
    return switch (kind) {
      case VOID -> code;
      case REFERENCE -> code.aconst_null();
      case LONG -> code.loadConstant((long) number);
      case DOUBLE -> code.loadConstant((double) number);
      case FLOAT -> code.loadConstant((float) number);
      case INT, BOOLEAN, BYTE, CHAR, SHORT -> code.loadConstant(number);
    };
  }
}
