package ordeal.broker.log;

class MemoryLogTest extends LogContract {
    @Override
    Disk disk() {
        return new MemoryDisk();
    }
}
