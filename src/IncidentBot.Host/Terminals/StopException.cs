namespace IncidentBot.Host.Terminals;

/// <summary>Ends the program with a sentence for the person who started it, instead of a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="sentence">What is wrong and what to do next; no secrets.</param>
internal sealed class StopException(int exitCode, string sentence) : Exception(sentence)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The person's input or configuration is wrong.</summary>
    public static StopException WrongInput(string sentence) => new(ExitCodes.WrongInput, sentence);

    /// <summary>The input is fine, yet it could not be done.</summary>
    public static StopException NotDone(string sentence) => new(ExitCodes.NotDone, sentence);
}

/// <summary>What every command ends with.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done.</summary>
    public const int NotDone = 1;

    /// <summary>Wrong input or configuration.</summary>
    public const int WrongInput = 2;
}
