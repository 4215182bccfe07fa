using System.Runtime.CompilerServices;

namespace IncidentBot.Tests.Postmortem;

/// <summary>Compares a text with the one that a person has approved; INCIDENTBOT_APPROVE=1 takes the new text over.</summary>
internal static class Approved
{
    public static void Is(string name, string text, [CallerFilePath] string test = "")
    {
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE") == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(test)!, "Approved", name), text);

        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Postmortem", "Approved", name));
        Assert.Equal(approved, text);
    }
}
