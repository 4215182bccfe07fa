namespace IncidentBot.Simulator.Wire;

/// <summary>
/// How the app is told of changes that no GitHub knows: by <c>POST /changes</c> below <see cref="SimulatorOptions.AppUrl"/>.
/// </summary>
/// <param name="Token">The bearer token that the app takes.</param>
/// <param name="Services">The services that can be chosen, by the names that the app knows.</param>
public sealed record ChangePosting(string Token, IReadOnlyList<string> Services)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ChangePosting)} of {Services.Count} services";
}
