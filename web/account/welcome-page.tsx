import { TokenRegister } from './token-register.tsx';

/** Of the first person on a fresh server, who becomes its admin. */
export default function WelcomePage() {
  return <TokenRegister kind="welcome" />;
}
