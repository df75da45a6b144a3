using Orleans;
using Orleans.Runtime;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>A record of 16 fields as a grain whose state is written whole.</summary>
internal interface IRecordGrain : IGrainWithStringKey
{
    Task<long> Change(int field, string value);
}

/// <summary>What is stored.</summary>
[GenerateSerializer, Alias("benchmark-record-state")]
internal sealed class RecordState
{
    [Id(0)]
    public long Version { get; set; }

    [Id(1)]
    public string[] Fields { get; set; } = [];
}

/// <summary>The grain.</summary>
internal sealed class RecordGrain([PersistentState("record", OrleansState.Storage)] IPersistentState<RecordState> state) : Grain, IRecordGrain
{
    public async Task<long> Change(int field, string value)
    {
        if (state.State.Fields.Length == 0)
        {
            state.State.Fields = [.. Enumerable.Range(0, RecordTables.Fields).Select(f => $"said-{this.GetPrimaryKeyString()}-{f}")];
        }

        state.State.Fields[field] = value;
        state.State.Version++;
        await state.WriteStateAsync();
        return state.State.Version;
    }
}
