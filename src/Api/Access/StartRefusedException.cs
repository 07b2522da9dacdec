namespace RecycledNumbers.Api.Access;

/// <summary>The program must not start like this. The message is one line for the person who started it.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
